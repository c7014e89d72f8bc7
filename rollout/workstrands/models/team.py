"""The single team that writes a plan, the support it has, which agencies agree, and the barriers it finds (F003)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from areas.access import Scope
from areas.models import Department
from areas.models.dated import Dated
from requests_log.models import LoggedRequest
from rollout.workstrands.models.plans import OperationalPlan, PlanPart
from rollout.workstrands.models.querysets import PlanPartQuerySet
from rollout.workstrands.models.strands import NAME_LENGTH, TEXT_LENGTH


class TeamMember(PlanPart, Dated):
    """Somebody of Whitehall, the place or its community who works solely on the plan (F003 Annex B ¶5, ¶10).

    `backfilled_by` blank: nobody does their own job meanwhile. `backfill_pence` None: the cost is not yet known.
    """

    class Side(models.TextChoices):
        """Where people on the team come from."""

        WHITEHALL = "whitehall", "Whitehall"
        PLACE = "place", "The place"
        COMMUNITY = "community", "The community"

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="team")
    full_name = models.CharField("full name", max_length=NAME_LENGTH)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="joint_teams"
    )
    side = models.CharField("where from", max_length=10, choices=Side.choices)
    body = models.CharField("body or organisation", max_length=NAME_LENGTH)
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=NAME_LENGTH, blank=True)
    backfilled_by = models.CharField("who does their job meanwhile", max_length=NAME_LENGTH, blank=True)
    backfill_pence = models.BigIntegerField("cost of backfilling", null=True, blank=True)

    objects = PlanPartQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(Dated.Meta):
        ordering = ["side", "full_name", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(side__in=["whitehall", "place", "community"]), name="team_member_is_from_a_known_side"
            ),
            models.CheckConstraint(condition=~Q(full_name=""), name="team_member_has_a_name"),
            models.CheckConstraint(
                condition=Q(backfill_pence__isnull=True) | (Q(backfill_pence__gte=0) & ~Q(backfilled_by="")),
                name="backfill_has_a_cost_where_there_is_one",
            ),
            models.CheckConstraint(
                condition=Q(department__isnull=True) | Q(side="whitehall"), name="only_whitehall_has_departments"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(to_on__isnull=True, user__isnull=False),
                name="person_works_solely_on_one_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name}, {self.body}"


class AgencyAgreement(PlanPart):
    """Where an agency stands on a single cash or in-kind budget for the place (F003 Annex A, How)."""

    class State(models.TextChoices):
        """How far it has come."""

        ASKED = "asked", "Asked"
        AGREED = "agreed", "Agreed"
        CONDITIONS = "conditions", "Agreed with conditions"
        DECLINED = "declined", "Declined"

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="agreements")
    body = models.CharField("agency", max_length=NAME_LENGTH)
    state = models.CharField("answer", max_length=10, choices=State.choices)
    dated = models.DateField("date")
    conditions = models.TextField("conditions or reason", max_length=TEXT_LENGTH, blank=True)
    signed_by = models.CharField("who answered for it", max_length=NAME_LENGTH, blank=True)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = ["body"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["asked", "agreed", "conditions", "declined"]), name="agreement_state_is_known"
            ),
            models.UniqueConstraint(fields=["plan", "body"], name="agency_answers_once"),
            models.CheckConstraint(condition=~Q(body=""), name="agreement_names_an_agency"),
            models.CheckConstraint(condition=Q(state="asked") | ~Q(signed_by=""), name="agreement_says_who_answered"),
            models.CheckConstraint(
                condition=~Q(state="conditions") | ~Q(conditions=""), name="agreement_says_its_conditions"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_state_display()}"


class SupportItem(PlanPart, Dated):
    """Part of the package of support agreed for a place, and who provides it (F003 Annex A, How)."""

    class Kind(models.TextChoices):
        """What it is."""

        DEVELOPMENT = "development", "Community development"
        FACILITATION = "facilitation", "Facilitation"
        ANALYSIS = "analysis", "Analysis and evidence"
        OTHER = "other", "Other"

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="support")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    what = models.TextField("what is provided", max_length=TEXT_LENGTH)
    provider = models.CharField("who provides it", max_length=NAME_LENGTH)
    agreed_on = models.DateField("agreed on", null=True, blank=True)
    cost_pence = models.BigIntegerField("cost", null=True, blank=True)

    objects = PlanPartQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(Dated.Meta):
        ordering = ["from_on", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["development", "facilitation", "analysis", "other"]),
                name="support_item_is_of_a_known_kind",
            ),
            models.CheckConstraint(condition=~Q(provider=""), name="support_item_names_its_provider"),
            models.CheckConstraint(
                condition=Q(cost_pence__isnull=True) | Q(cost_pence__gte=0),
                name="support_item_costs_nothing_below_zero",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} by {self.provider}"


class PlanBarrier(models.Model):
    """A barrier that a plan met and that is a request of Whitehall in the register; it comes back with its position.

    `raised_here`: the plan's own people wrote it, so that they follow it whether or not the register is theirs to read.
    """

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="barriers")
    entry = models.ForeignKey(LoggedRequest, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    raised_here = models.BooleanField(default=False, db_default=False)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "entry"], name="plan_names_a_barrier_once")]

    def __str__(self) -> str:
        return f"{self.entry} of {self.plan}"

    def access_scope(self) -> Scope:
        """What its plan concerns."""
        return self.plan.access_scope()
