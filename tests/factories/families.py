"""Estimates, what they are made of, and proposals for tests, written past the services."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from families.models import (
    Estimate,
    EstimateRun,
    Indicator,
    IndicatorScore,
    InputUpload,
    Intervention,
    Population,
    PopulationBase,
    Proposal,
    ProposalRevision,
)
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory, AuthorityFactory

MOMENT = datetime(2011, 3, 22, 17, tzinfo=UTC)


class PopulationBaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PopulationBase

    slug = factory.Sequence(lambda n: f"people-{n}")
    name = factory.Sequence(lambda n: f"People {n}")
    added_at = MOMENT


class PopulationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Population

    base = factory.SubFactory(PopulationBaseFactory)
    authority = factory.SubFactory(AuthorityFactory)
    people = 100_000


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indicator

    slug = factory.Sequence(lambda n: f"index-{n}")
    name = factory.Sequence(lambda n: f"Index {n}")
    added_at = MOMENT


class IndicatorScoreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IndicatorScore

    indicator = factory.SubFactory(IndicatorFactory)
    authority = factory.SubFactory(AuthorityFactory)
    score = 20


class EstimateRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EstimateRun

    name = factory.Sequence(lambda n: f"Run {n}")
    base = factory.SubFactory(PopulationBaseFactory)
    denominator = "all"
    totals = factory.LazyFunction(lambda: {"fwmp": 117_000})
    made_at = MOMENT


class EstimateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Estimate

    run = factory.SubFactory(EstimateRunFactory)
    authority = factory.SubFactory(AuthorityFactory)
    cohort = "fwmp"
    low = 640
    high = 770


class InterventionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Intervention

    authority = factory.SubFactory(AuthorityFactory)
    accepted = 44


class ProposalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Proposal

    area = factory.SubFactory(AreaFactory)
    version = 1


class ProposalRevisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProposalRevision

    proposal = factory.SubFactory(ProposalFactory)
    version = 1
    action = "entered"
    effective_on = date(2011, 3, 22)
    recorded_at = MOMENT
    first_low = first_high = 100
    period_low = 400
    period_high = 530


class InputUploadFactory(factory.django.DjangoModelFactory):
    """A file of one authority, `gss_code`, with so many `people`."""

    class Meta:
        model = InputUpload

    class Params:
        gss_code = "E06000001"
        people = 100_000

    owner = factory.SubFactory(UserFactory)
    kind = "population"
    name = factory.Sequence(lambda n: f"Uploaded {n}")
    file_name = "people.csv"
    content = factory.LazyAttribute(lambda o: f"gss_code,population_working\n{o.gss_code},{o.people}\n".encode())
    uploaded_at = MOMENT
