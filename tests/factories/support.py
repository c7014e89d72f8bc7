"""Candidate pools and support to areas for tests, written past the services."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from areas.models import CandidatePool, Pool
from rollout.models import Attendee, BuddyPair, Hub, LearningSession, LearningSet, LearningSetMember, Workshop
from tests.factories.places import AreaFactory, AuthorityFactory

WRITTEN = datetime(2011, 9, 1, 9, tzinfo=UTC)


class CandidatePoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CandidatePool

    authority = factory.SubFactory(AuthorityFactory)
    pool = Pool.MUNRO
    completeness = "partial"
    basis = "named in source"
    source = "A page of news"


class HubFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Hub

    region = factory.Sequence(lambda n: f"Region {n}")
    name = factory.Sequence(lambda n: f"Hub {n}")
    host = "A council of the region"
    opened_on = date(2011, 7, 1)
    changed_at = WRITTEN


class BuddyPairFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BuddyPair

    helper = factory.SubFactory(AreaFactory)
    authority = factory.SubFactory(AuthorityFactory)
    from_on = date(2011, 9, 1)
    changed_at = WRITTEN


class LearningSetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LearningSet

    name = factory.Sequence(lambda n: f"Set {n}")
    purpose = "To learn from one another"
    changed_at = WRITTEN


class LearningSetMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LearningSetMember

    learning_set = factory.SubFactory(LearningSetFactory)
    authority = factory.SubFactory(AuthorityFactory)
    from_on = date(2011, 9, 1)
    changed_at = WRITTEN


class LearningSessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LearningSession

    learning_set = factory.SubFactory(LearningSetFactory)
    on = date(2011, 10, 4)
    topic = "Working as one team"
    changed_at = WRITTEN


class WorkshopFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Workshop

    title = factory.Sequence(lambda n: f"Workshop {n}")
    starts_at = datetime(2011, 10, 5, 9, tzinfo=UTC)
    ends_at = datetime(2011, 10, 5, 15, tzinfo=UTC)
    run_by = "LG Group and DCLG"
    changed_at = WRITTEN


class AttendeeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attendee

    workshop = factory.SubFactory(WorkshopFactory)
    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence(lambda n: f"Guest {n}")
    comes = True
    said_at = WRITTEN
