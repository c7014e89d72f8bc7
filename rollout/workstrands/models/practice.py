"""What was learned: case studies, evidence of savings and findings of evaluation (F000 ¶12-13; F003 A, C j)."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from areas.access import Scope, can, duties_of
from areas.models import Area, Authority, Neighbourhood
from cbtracker.accounts.permissions import GRANTS, Permission, Reach
from rollout.models.support.base import Shared
from rollout.workstrands.models.strands import NAME_LENGTH, NEIGHBOURHOODS, PLACES

SUMMARY_LENGTH, TEXT_LENGTH, LINK_LENGTH = 500, 20_000, 500
THEMES = (
    *("control", "services", "spatial", "resources", "funding"),
    *("governance", "capacity", "costs", "whole_place", "families"),
)


class PracticeQuerySet(models.QuerySet):
    """Items of the practice library."""

    def published(self) -> Self:
        """What anybody may read, without signing in."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: Any) -> Self:
        """What is published; drafts for the secretariat, and for those whose place they are about."""
        if not can(user, Permission.EDIT_PRACTICE):
            return self.published()
        if GRANTS[user.role][Permission.EDIT_PRACTICE] is Reach.ANY:
            return self
        own = duties_of(user)
        mine = Q(area__in=own.areas) | Q(authority__in=own.authorities) | Q(neighbourhood__in=own.neighbourhoods)
        mine |= Q(neighbourhood__authority__in=own.authorities)
        return self.filter(Q(published_at__isnull=False) | mine)


class PracticeItem(Shared):
    """One thing worth knowing elsewhere. `savings_pence` None: not stated."""

    class Kind(models.TextChoices):
        """What it is."""

        CASE_STUDY = "case_study", "Case study"
        SAVINGS = "savings", "Evidence of savings"
        EVALUATION = "evaluation", "Finding of an evaluation"

    class Theme(models.TextChoices):
        """What the co-design explores (F003 Annex C), and the families that the budgets began with."""

        CONTROL = "control", "Control by the community"
        SERVICES = "services", "Which services"
        SPATIAL = "spatial", "The right spatial level"
        RESOURCES = "resources", "Community resources"
        FUNDING = "funding", "Funding arrangements"
        GOVERNANCE = "governance", "Governance and accountability"
        CAPACITY = "capacity", "Community capacity"
        COSTS = "costs", "Cost-effectiveness"
        WHOLE_PLACE = "whole_place", "A single budget for a place"
        FAMILIES = "families", "Families with multiple problems"

    slug = models.SlugField(max_length=170, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    theme = models.CharField(max_length=12, choices=Theme.choices)
    strand = models.PositiveSmallIntegerField("workstrand", null=True, blank=True)
    title = models.CharField(max_length=NAME_LENGTH)
    summary = models.CharField(max_length=SUMMARY_LENGTH)
    text = models.TextField(max_length=TEXT_LENGTH)
    dated = models.DateField("date")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    neighbourhood = models.ForeignKey(Neighbourhood, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    savings_pence = models.BigIntegerField("savings", null=True, blank=True)
    evidence = models.CharField("where the figures are from", max_length=300, blank=True)
    link = models.URLField(max_length=LINK_LENGTH, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["case_study", "savings", "evaluation"]), name="practice_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(theme__in=THEMES), name="practice_theme_is_known"),
            models.CheckConstraint(
                condition=Q(strand__isnull=True) | Q(strand__in=[NEIGHBOURHOODS, PLACES]),
                name="practice_strand_is_known",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(summary=""), name="practice_has_title_and_summary"),
            models.CheckConstraint(
                condition=Q(savings_pence__isnull=True) | (Q(savings_pence__gte=0) & ~Q(evidence="")),
                name="practice_savings_say_where_from",
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=True) | Q(authority__isnull=True), name="practice_is_of_one_place_at_most"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def access_scope(self) -> Scope:
        """The place that it is about; a neighbourhood is its authority's too."""
        authority = self.neighbourhood.authority_id if self.neighbourhood else self.authority_id
        return Scope(
            areas=frozenset({self.area_id} if self.area_id else ()),
            authorities=frozenset({authority} if authority else ()),
            neighbourhoods=frozenset({self.neighbourhood_id} if self.neighbourhood_id else ()),
        )
