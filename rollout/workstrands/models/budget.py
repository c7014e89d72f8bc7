"""The shadow budget of a place: who brings what, in which year, in cash or otherwise (F003 Annex A; Annex B ¶5a)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rollout.workstrands.models.plans import FIRST_YEAR, LAST_YEAR, OperationalPlan, PlanPart
from rollout.workstrands.models.querysets import PlanPartQuerySet
from rollout.workstrands.models.strands import NAME_LENGTH

LARGEST_AMOUNT = 10**14
"""In pence: £1 trillion."""

NOTE_LENGTH, EVIDENCE_LENGTH = 1000, 300


class BudgetLine(PlanPart):
    """What one body brings to a service in a financial year. `amount_pence` None: not yet known, which is not zero."""

    class Kind(models.TextChoices):
        """What it is."""

        CASH = "cash", "Cash"
        IN_KIND = "in_kind", "In kind"
        ASSET = "asset", "Asset"
        COMMUNITY = "community", "Community resource"

    class Community(models.TextChoices):
        """What the community itself brings (F003 Annex A, How)."""

        VOLUNTEERS = "volunteers", "Volunteers"
        TOOLS = "tools", "Tools"
        EQUIPMENT = "equipment", "Equipment"
        SECONDMENTS = "secondments", "Secondments"
        BUILDINGS = "buildings", "Use of buildings"
        OTHER = "other", "Other"

    class Arrangement(models.TextChoices):
        """How it is brought together."""

        POOLED = "pooled", "Pooled"
        ALIGNED = "aligned", "Aligned"
        CONTROLLED = "controlled", "Controlled"

    class Control(models.TextChoices):
        """Who decides how it is used (F003 Annex A)."""

        COMMUNITY = "community", "The community"
        AUTHORITY = "authority", "The local authority"
        OTHER = "other", "Somebody else"

    class Confidence(models.TextChoices):
        """How sure the amount is."""

        HIGH = "high", "High"
        MEDIUM = "medium", "Medium"
        LOW = "low", "Low"

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="lines")
    body = models.CharField("contributing body", max_length=NAME_LENGTH)
    service = models.CharField(max_length=NAME_LENGTH)
    funding = models.CharField("source of funding", max_length=NAME_LENGTH, blank=True)
    year = models.PositiveSmallIntegerField("financial year beginning")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    community_kind = models.CharField("community resource", max_length=12, choices=Community.choices, blank=True)
    arrangement = models.CharField(max_length=10, choices=Arrangement.choices)
    amount_pence = models.BigIntegerField("amount", null=True, blank=True)
    controlled_by = models.CharField("who controls it", max_length=10, choices=Control.choices)
    controller = models.CharField("name of who controls it", max_length=NAME_LENGTH, blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence.choices, blank=True)
    evidence = models.CharField("where the amount is from", max_length=EVIDENCE_LENGTH, blank=True)
    note = models.TextField(max_length=NOTE_LENGTH, blank=True)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = ["body", "service", "year", "pk"]
        indexes = [models.Index(fields=["plan", "body", "service", "year", "id"], name="budget_line_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_pence__isnull=True) | Q(amount_pence__gte=0, amount_pence__lte=LARGEST_AMOUNT),
                name="budget_amount_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="budget_year_is_of_a_plan"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["cash", "in_kind", "asset", "community"]), name="budget_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="community") & ~Q(community_kind="") | ~Q(kind="community") & Q(community_kind=""),
                name="community_resource_says_which",
            ),
            models.CheckConstraint(
                condition=Q(arrangement__in=["pooled", "aligned", "controlled"]), name="budget_arrangement_is_known"
            ),
            models.CheckConstraint(
                condition=Q(controlled_by__in=["community", "authority", "other"]), name="budget_control_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(controlled_by="other") | ~Q(controller=""), name="other_controller_is_named"
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=["", "high", "medium", "low"]), name="budget_confidence_is_known"
            ),
            models.CheckConstraint(condition=~Q(body="") & ~Q(service=""), name="budget_line_names_body_and_service"),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.service}, {self.year}"
