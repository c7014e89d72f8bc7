"""What a plan is for and how it gets there: outcomes, delivery chains, options and gaps (F003 B ¶5; C e, f, h, l)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from areas.access import Scope
from rollout.models.support.base import Shared
from rollout.workstrands.models.plans import FIRST_YEAR, LAST_YEAR, OperationalPlan, PlanPart
from rollout.workstrands.models.querysets import OfChainQuerySet, OfOptionQuerySet, OfOutcomeQuerySet, PlanPartQuerySet
from rollout.workstrands.models.strands import NAME_LENGTH, TEXT_LENGTH
from rollout.workstrands.models.team import TeamMember

LARGEST_AMOUNT = 10**14
VALUE_LENGTH = 100


class PlanOutcome(PlanPart):
    """A national or local outcome that the single budget would deliver (F003 Annex C e)."""

    class Level(models.TextChoices):
        """Whose outcome it is."""

        NATIONAL = "national", "National"
        LOCAL = "local", "Local"

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="outcomes")
    level = models.CharField(max_length=10, choices=Level.choices)
    title = models.CharField("outcome", max_length=300)
    agreed_on = models.DateField("agreed on", null=True, blank=True)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = ["level", "title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=["national", "local"]), name="outcome_level_is_known"),
            models.CheckConstraint(condition=~Q(title=""), name="plan_outcome_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class OutcomeMeasure(Shared):
    """What shows whether an outcome comes: where it stood when, and what is expected by when; blank is not known."""

    outcome = models.ForeignKey(PlanOutcome, on_delete=models.CASCADE, related_name="measures")
    name = models.CharField("measure", max_length=300)
    baseline = models.CharField("where it stands", max_length=VALUE_LENGTH, blank=True)
    baseline_on = models.DateField("as at", null=True, blank=True)
    expected = models.CharField("what is expected", max_length=VALUE_LENGTH, blank=True)
    expected_by = models.DateField("expected by", null=True, blank=True)
    source = models.CharField("where the figures are from", max_length=300, blank=True)

    objects = OfOutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["outcome", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="measure_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def access_scope(self) -> Scope:
        """What its plan concerns."""
        return self.outcome.access_scope()


class DeliveryChain(PlanPart):
    """How a service reaches people today, from who pays to who delivers (F003 Annex B ¶5c, C f)."""

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="chains")
    service = models.CharField(max_length=NAME_LENGTH)
    outcome = models.ForeignKey(PlanOutcome, null=True, blank=True, on_delete=models.SET_NULL, related_name="chains")
    note = models.TextField(max_length=TEXT_LENGTH, blank=True)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = ["service", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "service"], name="service_has_one_chain"),
            models.CheckConstraint(condition=~Q(service=""), name="chain_names_its_service"),
        ]

    def __str__(self) -> str:
        return self.service


class ChainLink(Shared):
    """An organisation in a delivery chain; links follow one another by `order`."""

    class Sector(models.TextChoices):
        """Who they belong to."""

        CENTRAL = "central", "Central government"
        LOCAL = "local", "Local public sector"
        VCS = "vcs", "Voluntary and community sector"
        PRIVATE = "private", "Private sector"

    chain = models.ForeignKey(DeliveryChain, on_delete=models.CASCADE, related_name="links")
    order = models.PositiveSmallIntegerField("place in the chain")
    organisation = models.CharField(max_length=NAME_LENGTH)
    sector = models.CharField(max_length=10, choices=Sector.choices)
    does = models.CharField("what it does", max_length=300)

    objects = OfChainQuerySet.as_manager()

    class Meta:
        ordering = ["chain", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sector__in=["central", "local", "vcs", "private"]), name="chain_link_sector_is_known"
            ),
            models.CheckConstraint(condition=Q(order__gte=1, order__lte=99), name="chain_link_order_is_one_to_99"),
            models.UniqueConstraint(fields=["chain", "order"], name="chain_link_has_a_place_of_its_own"),
            models.CheckConstraint(condition=~Q(organisation=""), name="chain_link_names_an_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.organisation}"

    def access_scope(self) -> Scope:
        """What its plan concerns."""
        return self.chain.access_scope()


class PlanOption(PlanPart):
    """A way of implementing the budget, appraised by its costs and benefits (F003 Annex B ¶5e, C h)."""

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="options")
    title = models.CharField("option", max_length=NAME_LENGTH)
    about = models.TextField("what it would mean", max_length=TEXT_LENGTH)
    fits_reform = models.TextField("how it fits the Government’s reforms", max_length=TEXT_LENGTH, blank=True)
    is_as_now = models.BooleanField("carrying on as now", default=False)
    preferred = models.BooleanField(default=False)
    preferred_why = models.TextField("why it is preferred", max_length=TEXT_LENGTH, blank=True)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = ["-is_as_now", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="option_has_a_title"),
            models.UniqueConstraint(fields=["plan", "title"], name="option_is_called_otherwise"),
            models.UniqueConstraint(fields=["plan"], condition=Q(preferred=True), name="plan_prefers_one_option"),
            models.UniqueConstraint(fields=["plan"], condition=Q(is_as_now=True), name="plan_carries_on_as_now_once"),
            models.CheckConstraint(
                condition=Q(preferred=False, preferred_why="") | (Q(preferred=True) & ~Q(preferred_why="")),
                name="preferred_option_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OptionYear(Shared):
    """What an option costs and brings in a financial year, in pence; None: not yet known, which is not zero."""

    option = models.ForeignKey(PlanOption, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField("financial year beginning")
    cost_pence = models.BigIntegerField("cost", null=True, blank=True)
    benefit_pence = models.BigIntegerField("benefit", null=True, blank=True)

    objects = OfOptionQuerySet.as_manager()

    class Meta:
        ordering = ["option", "year"]
        constraints = [
            models.UniqueConstraint(fields=["option", "year"], name="option_has_a_year_once"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="option_year_is_of_a_plan"
            ),
            models.CheckConstraint(
                condition=Q(cost_pence__isnull=True) | Q(cost_pence__gte=0, cost_pence__lte=LARGEST_AMOUNT),
                name="option_cost_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(benefit_pence__isnull=True) | Q(benefit_pence__gte=0, benefit_pence__lte=LARGEST_AMOUNT),
                name="option_benefit_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option}, {self.year}"

    def access_scope(self) -> Scope:
        """What its plan concerns."""
        return self.option.access_scope()


class PlanGap(PlanPart):
    """What it takes to get from how something is to how the place wants it (F003 Annex B ¶5h, C l)."""

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="gaps")
    subject = models.CharField(max_length=NAME_LENGTH)
    as_is = models.TextField("how it is", max_length=TEXT_LENGTH)
    to_be = models.TextField("how it is to be", max_length=TEXT_LENGTH)
    required = models.TextField("what is required", max_length=TEXT_LENGTH)
    owner = models.ForeignKey(TeamMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="gaps")
    due_on = models.DateField("due on", null=True, blank=True)
    closed_on = models.DateField("closed on", null=True, blank=True)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "subject", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(subject=""), name="gap_has_a_subject")]

    def __str__(self) -> str:
        return self.subject
