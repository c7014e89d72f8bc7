"""What belongs to an operational plan, for tests, written past the services."""

from __future__ import annotations

from datetime import date

import factory

from rollout.workstrands.models import (
    AgencyAgreement,
    BudgetLine,
    BudgetUpload,
    ChainLink,
    DeliveryChain,
    GovernmentDecision,
    ItemNote,
    Milestone,
    MilestoneSlip,
    OptionYear,
    OutcomeMeasure,
    PlanBarrier,
    PlanFinding,
    PlanGap,
    PlanItem,
    PlanOption,
    PlanOutcome,
    PlanVersion,
    PracticeItem,
    SupportItem,
    TeamMember,
)
from tests.factories.people import UserFactory
from tests.factories.register import LoggedRequestFactory
from tests.factories.workstrands import WRITTEN, ChecklistItemFactory, OperationalPlanFactory


class PartFactory(factory.django.DjangoModelFactory):
    """A record that belongs to a plan."""

    class Meta:
        abstract = True

    plan = factory.SubFactory(OperationalPlanFactory)
    changed_at = WRITTEN


class PlanVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanVersion

    plan = factory.SubFactory(OperationalPlanFactory)
    number = 1
    agreed_on = date(2012, 3, 30)
    agreed_with = "The joint team"
    data = factory.LazyFunction(dict)
    totals = factory.LazyFunction(list)
    digest = "0" * 64
    frozen_at = WRITTEN
    frozen_by = factory.SubFactory(UserFactory)


class PlanFindingFactory(PartFactory):
    class Meta:
        model = PlanFinding

    kind = "merit"
    text = "It works"
    found_on = date(2012, 3, 1)


class GovernmentDecisionFactory(PartFactory):
    class Meta:
        model = GovernmentDecision

    extent = "part"
    text = "All but benefits"
    decided_on = date(2012, 6, 1)
    decided_by = "Ministers"


class TeamMemberFactory(PartFactory):
    class Meta:
        model = TeamMember

    full_name = factory.Sequence(lambda n: f"Member {n}")
    side = "place"
    body = "The council"
    from_on = date(2011, 10, 1)


class AgencyAgreementFactory(PartFactory):
    class Meta:
        model = AgencyAgreement

    body = factory.Sequence(lambda n: f"Agency {n}")
    state = "asked"
    dated = date(2011, 11, 1)


class SupportItemFactory(PartFactory):
    class Meta:
        model = SupportItem

    kind = "facilitation"
    what = "Two days a week with residents"
    provider = "A trust"
    from_on = date(2011, 10, 1)


class PlanBarrierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanBarrier

    plan = factory.SubFactory(OperationalPlanFactory)
    entry = factory.SubFactory(LoggedRequestFactory)
    added_by = factory.SubFactory(UserFactory)
    added_at = WRITTEN


class PlanItemFactory(PartFactory):
    class Meta:
        model = PlanItem

    item = factory.SubFactory(ChecklistItemFactory)


class ItemNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ItemNote

    item = factory.SubFactory(PlanItemFactory)
    text = "Half of it is mapped"
    by = factory.SubFactory(UserFactory)
    at = WRITTEN


class MilestoneFactory(PartFactory):
    class Meta:
        model = Milestone

    title = factory.Sequence(lambda n: f"Milestone {n}")
    due_on = date(2012, 3, 31)
    first_due_on = factory.SelfAttribute("due_on")


class MilestoneSlipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MilestoneSlip

    milestone = factory.SubFactory(MilestoneFactory)
    from_on = date(2012, 3, 31)
    to_on = date(2012, 4, 30)
    reason = "The figures came late"
    by = factory.SubFactory(UserFactory)
    at = WRITTEN


class BudgetLineFactory(PartFactory):
    class Meta:
        model = BudgetLine

    body = "The council"
    service = "Youth services"
    year = 2012
    kind = "cash"
    arrangement = "pooled"
    amount_pence = 100_00
    controlled_by = "authority"


class BudgetUploadFactory(factory.django.DjangoModelFactory):
    """One line to add."""

    class Meta:
        model = BudgetUpload

    owner = factory.SubFactory(UserFactory)
    plan = factory.SubFactory(OperationalPlanFactory)
    how = "add"
    file_name = "budget.csv"
    content = (
        b"body,service,year,kind,arrangement,amount,controlled_by\n"
        b"Police,Community safety,2012/13,cash,pooled,,authority\n"
    )
    uploaded_at = WRITTEN


class PlanOutcomeFactory(PartFactory):
    class Meta:
        model = PlanOutcome

    level = "local"
    title = factory.Sequence(lambda n: f"Outcome {n}")


class OutcomeMeasureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutcomeMeasure

    outcome = factory.SubFactory(PlanOutcomeFactory)
    name = factory.Sequence(lambda n: f"Measure {n}")
    changed_at = WRITTEN


class DeliveryChainFactory(PartFactory):
    class Meta:
        model = DeliveryChain

    service = factory.Sequence(lambda n: f"Service {n}")


class ChainLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChainLink

    chain = factory.SubFactory(DeliveryChainFactory)
    order = factory.Sequence(lambda n: n % 99 + 1)
    organisation = "A charity"
    sector = "vcs"
    does = "Delivers it"
    changed_at = WRITTEN


class PlanOptionFactory(PartFactory):
    class Meta:
        model = PlanOption

    title = factory.Sequence(lambda n: f"Option {n}")
    about = "One budget"


class OptionYearFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OptionYear

    option = factory.SubFactory(PlanOptionFactory)
    year = 2012
    cost_pence = 100_00
    changed_at = WRITTEN


class PlanGapFactory(PartFactory):
    class Meta:
        model = PlanGap

    subject = factory.Sequence(lambda n: f"Gap {n}")
    as_is = "Apart"
    to_be = "Together"
    required = "An agreement"


class PracticeItemFactory(factory.django.DjangoModelFactory):
    """A draft about no place; `published_at` publishes it."""

    class Meta:
        model = PracticeItem

    slug = factory.Sequence(lambda n: f"practice-{n}")
    kind = "case_study"
    theme = "services"
    title = factory.Sequence(lambda n: f"Practice {n}")
    summary = "What was learned"
    text = "All of it"
    dated = date(2012, 1, 1)
    written_by = factory.SubFactory(UserFactory)
    changed_at = WRITTEN
