"""Workstrands 3 and 4 for tests, written past the services: strands, outline proposals, selected places and plans."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import factory

from rollout.workstrands.models import (
    Assessor,
    ChecklistItem,
    Criterion,
    EarlierArea,
    Judgement,
    OperationalPlan,
    OutlineAnswer,
    OutlineDecision,
    OutlineProposal,
    OutlineSignOff,
    Prospectus,
    StrandPlace,
    Workstrand,
)
from tests.factories.neighbourhoods import NeighbourhoodFactory
from tests.factories.people import UserFactory
from tests.factories.places import AuthorityFactory

WRITTEN = datetime(2011, 9, 1, 9, tzinfo=UTC)


class WorkstrandFactory(factory.django.DjangoModelFactory):
    """Strand 4 unless said."""

    class Meta:
        model = Workstrand
        django_get_or_create = ("number",)

    number = 4
    slug = factory.LazyAttribute(lambda one: {3: "neighbourhoods", 4: "places"}[one.number])
    name = factory.LazyAttribute(lambda one: {3: "Neighbourhood budgets", 4: "A single budget"}[one.number])
    objective = "To test it"
    product = "An operational plan"
    source = "F003"


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion

    strand = factory.SubFactory(WorkstrandFactory)
    key = factory.Sequence(lambda n: f"criterion-{n}")
    order = factory.Sequence(lambda n: n + 50)
    about = "place"
    title = factory.Sequence(lambda n: f"Criterion {n}")
    question = "How does the place meet it?"
    source = "F003 Annex B ¶8"


class ProspectusFactory(factory.django.DjangoModelFactory):
    """Published, and open from July 2011 to the end of 2090."""

    class Meta:
        model = Prospectus

    strand = factory.SubFactory(WorkstrandFactory)
    text = "Places are invited."
    opens_on = date(2011, 7, 1)
    closes_on = date(2090, 12, 31)
    published_at = WRITTEN
    changed_at = WRITTEN


class EarlierAreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EarlierArea
        django_get_or_create = ("number",)

    number = factory.Sequence(lambda n: n % 13 + 1)
    changed_at = WRITTEN


class OutlineProposalFactory(factory.django.DjangoModelFactory):
    """A draft; `submitted=True` for one that was submitted."""

    class Meta:
        model = OutlineProposal

    class Params:
        submitted = factory.Trait(submitted_at=WRITTEN, submitted_by=factory.SelfAttribute("started_by"))

    strand = factory.SubFactory(WorkstrandFactory)
    authority = factory.SubFactory(AuthorityFactory)
    started_by = factory.SubFactory(UserFactory)
    started_at = WRITTEN
    changed_at = WRITTEN


class OutlineAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutlineAnswer

    outline = factory.SubFactory(OutlineProposalFactory)
    criterion = factory.SubFactory(CriterionFactory)
    text = "It does"


class OutlineSignOffFactory(factory.django.DjangoModelFactory):
    """A sign-off that waits for the chief executive; its link can be made by `token()`."""

    class Meta:
        model = OutlineSignOff

    outline = factory.SubFactory(OutlineProposalFactory)
    side = "authority"
    full_name = "Robin Chief"
    post = "chief_executive"
    email = factory.Sequence(lambda n: f"signer{n}@example.org")
    asked_by = factory.SelfAttribute("outline.started_by")
    asked_at = WRITTEN
    expires_at = WRITTEN + timedelta(days=14)
    seed = factory.LazyFunction(uuid.uuid4)

    @factory.lazy_attribute
    def token_digest(self):
        return OutlineSignOff.digest_of(OutlineSignOff(seed=self.seed).token())


class AssessorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assessor

    strand = factory.SubFactory(WorkstrandFactory)
    user = factory.SubFactory(UserFactory)
    body = "government"
    organisation = "A department"
    declaration = "No interests"
    declared_on = date(2011, 9, 1)
    changed_at = WRITTEN


class JudgementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Judgement

    assessor = factory.SubFactory(AssessorFactory)
    outline = factory.SubFactory(OutlineProposalFactory, submitted=True)
    criterion = factory.SubFactory(CriterionFactory)
    verdict = "meets"
    reason = "It says so plainly"
    changed_at = WRITTEN


class OutlineDecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutlineDecision

    outline = factory.SubFactory(OutlineProposalFactory, submitted=True)
    outcome = "not_selected"
    reason = "Others were further on"
    decided_on = date(2011, 10, 1)
    decided_by = factory.SubFactory(UserFactory)
    changed_at = WRITTEN


class StrandPlaceFactory(factory.django.DjangoModelFactory):
    """A place of strand 4 in its first slot; `of_neighbourhood=True` for one of strand 3."""

    class Meta:
        model = StrandPlace

    class Params:
        of_neighbourhood = factory.Trait(
            strand=factory.SubFactory(WorkstrandFactory, number=3),
            neighbourhood=factory.SubFactory(NeighbourhoodFactory, authority=factory.SelfAttribute("..authority")),
        )

    strand = factory.SubFactory(WorkstrandFactory)
    slot = 1
    authority = factory.SubFactory(AuthorityFactory)
    outline = factory.SubFactory(
        OutlineProposalFactory,
        strand=factory.SelfAttribute("..strand"),
        authority=factory.SelfAttribute("..authority"),
        submitted=True,
    )
    name = factory.Sequence(lambda n: f"Place {n}")
    slug = factory.Sequence(lambda n: f"place-{n}")
    selected_on = date(2011, 10, 1)
    reason = "It meets the criteria"
    changed_at = WRITTEN


class OperationalPlanFactory(factory.django.DjangoModelFactory):
    """A plan without checklist or milestones; `begin_plan` makes those."""

    class Meta:
        model = OperationalPlan

    place = factory.SubFactory(StrandPlaceFactory)
    changed_at = WRITTEN


class ChecklistItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChecklistItem
        django_get_or_create = ("checklist", "letter")

    strand = factory.SubFactory(WorkstrandFactory)
    checklist = "plan"
    letter = "a"
    text = "Develop a shadow budget"
    source = "F003 Annex B ¶5a"
