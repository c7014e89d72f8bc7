"""A place's operational plan, its agreed versions, what testing found, and what Government decided (F003 ¶10-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from areas.access import Scope
from rollout.models.support.base import Shared
from rollout.workstrands.models.querysets import PlanPartQuerySet, PlanQuerySet
from rollout.workstrands.models.selecting import StrandPlace
from rollout.workstrands.models.strands import NAME_LENGTH, TEXT_LENGTH

if TYPE_CHECKING:
    from rollout.workstrands.models.team import TeamMember

FIRST_YEAR, LAST_YEAR = 2011, 2030
"""The years in which a financial year of a plan may begin."""

MOST_YEARS = 10
DISCOUNT_RATE = 350
"""In hundredths of a per cent: 3.5%, the rate of HM Treasury's Green Book (2003), Annex 6."""

SUMMARY_LENGTH = 10_000


class OperationalPlan(Shared):
    """What a single or neighbourhood-level budget would look like in a place and how it would work.

    Testing it commits nobody to implementing it (F003 ¶12). Financial years are named by the one in which they begin.
    `budget_version` grows with every write to the shadow budget's lines.
    """

    place = models.OneToOneField(StrandPlace, on_delete=models.PROTECT, related_name="plan")
    summary = models.TextField(max_length=SUMMARY_LENGTH, blank=True)
    first_year = models.PositiveSmallIntegerField("first financial year", default=2012)
    last_year = models.PositiveSmallIntegerField("last financial year", default=2014)
    discount_rate = models.PositiveSmallIntegerField("discount rate in hundredths of a per cent", default=DISCOUNT_RATE)
    discount_source = models.CharField("where the rate is from", max_length=200, blank=True)
    budget_version = models.PositiveIntegerField(default=1)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["place__strand", "place__slot"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    first_year__gte=FIRST_YEAR,
                    last_year__gte=F("first_year"),
                    last_year__lte=LAST_YEAR,
                    last_year__lt=F("first_year") + MOST_YEARS,
                ),
                name="plan_is_of_one_to_ten_years",
            ),
            models.CheckConstraint(condition=Q(discount_rate__lte=2000), name="plan_discounts_by_up_to_a_fifth"),
        ]

    def __str__(self) -> str:
        return f"Operational plan of {self.place}"

    @property
    def years(self) -> range:
        """Its financial years, each by the year in which it begins."""
        return range(self.first_year, self.last_year + 1)

    def access_scope(self) -> Scope:
        """Its place, and the people on its joint team, whom `can(…, on=plan)` knows by their accounts."""
        return self.place.access_scope().naming(self.people_on_the_team())

    def people_on_the_team(self) -> frozenset[int]:
        """Primary keys of the accounts of those who are on the joint team and have not left it; read once."""
        found: frozenset[int] | None = getattr(self, "_people", None)
        if found is None:
            rows: models.QuerySet[TeamMember] = self.team.filter(to_on__isnull=True, user__isnull=False)
            found = frozenset(rows.order_by().values_list("user_id", flat=True))
            self._people = found
        return found


class PlanPart(Shared):
    """A record that belongs to a plan and is kept by those who keep the plan."""

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True

    def access_scope(self) -> Scope:
        """What its plan concerns."""
        return self.plan.access_scope()


class PlanVersion(models.Model):
    """A plan as it was agreed: frozen, and never changed after.

    `data` is everything the plan said; `totals` what its budget came to, by body, kind and year, to compare with.
    """

    plan = models.ForeignKey(OperationalPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    agreed_on = models.DateField()
    agreed_with = models.CharField("who agreed it", max_length=500)
    note = models.TextField(max_length=TEXT_LENGTH, blank=True)
    data = models.JSONField()
    totals = models.JSONField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_is_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="plan_versions_begin_with_one"),
            models.CheckConstraint(condition=~Q(agreed_with=""), name="plan_version_says_who_agreed"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="plan_version_has_a_digest"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.plan}"

    def access_scope(self) -> Scope:
        """What its plan concerns."""
        return self.plan.access_scope()


class PlanFinding(PlanPart):
    """What testing found: that the approach has merit, or that it is unworkable; either is learning (F003 ¶12)."""

    class Kind(models.TextChoices):
        """What it is."""

        MERIT = "merit", "The approach has merit"
        IN_PART = "in_part", "Parts of the approach have merit"
        UNWORKABLE = "unworkable", "The approach is unworkable"

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField("finding", max_length=10, choices=Kind.choices)
    text = models.TextField("why", max_length=TEXT_LENGTH)
    found_on = models.DateField("found on")

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = ["-found_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["merit", "in_part", "unworkable"]), name="finding_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="finding_says_why"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class GovernmentDecision(PlanPart):
    """Whether, and to what extent, Government agrees to what a plan proposes (F003 ¶10); kept by the secretariat."""

    class Extent(models.TextChoices):
        """How far Government agrees."""

        WHOLE = "whole", "Agreed as a whole"
        PART = "part", "Agreed in part"
        NOT = "not", "Not agreed"
        LATER = "later", "To be decided later"

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="decisions")
    extent = models.CharField("decision", max_length=5, choices=Extent.choices)
    text = models.TextField("what is agreed, and what is not", max_length=TEXT_LENGTH)
    decided_on = models.DateField("decided on")
    decided_by = models.CharField("who decided", max_length=NAME_LENGTH)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(extent__in=["whole", "part", "not", "later"]), name="extent_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="decision_says_what_is_agreed"),
            models.CheckConstraint(condition=~Q(decided_by=""), name="decision_says_by_whom"),
        ]

    def __str__(self) -> str:
        return self.get_extent_display()
