"""How many families areas say that they will support: versioned, as at any day (F004 C ¶5, Annex D)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from areas.models import Area
from families.models.querysets import ProposalQuerySet

TEXT_LENGTH = 2000
FIGURES = ("first_low", "first_high", "period_low", "period_high")
"""Families to be supported in 2011/12 and in the Spending Review period: range, point (both ends alike) or blank."""
ROLL_OUT_YEARS = range(2011, 2015)
"""Financial years of the Spending Review period, by the year in which they begin, in which a roll-out can start."""


class Proposal(models.Model):
    """What one area proposes; the words and figures are in its revisions, of which the highest is the newest."""

    area = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="proposal")
    version = models.PositiveIntegerField(default=0)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["area__order"]

    def __str__(self) -> str:
        return f"Proposal of {self.area}"


class ProposalRevisionQuerySet(models.QuerySet):
    """Revisions of proposals."""

    def as_at(self, day: date) -> Self:
        """Of each proposal the highest version that held on the day `day`."""
        newest = self.model._default_manager.filter(proposal=OuterRef("proposal"), effective_on__lte=day)
        return self.filter(pk=Subquery(newest.order_by("-version").values("pk")[:1]))


class ProposalRevision(models.Model):
    """One version of a proposal, never changed: what the area, its champion or the secretariat made of it."""

    class Action(models.TextChoices):
        """What made the version."""

        ENTERED = "entered", "Entered by the area"
        CLARIFIED = "clarified", "Clarified"
        CONFIRMED = "confirmed", "Confirmed by the secretariat"

    class Additional(models.TextChoices):
        """Whether the families are additional to those supported already (F004 C ¶5)."""

        NOT_SAID = "", "Not said"
        YES = "yes", "All are additional"
        PARTLY = "partly", "Some are additional"
        NO = "no", "None is additional"

    class Covers(models.TextChoices):
        """Which families the figures are of (F004 C ¶5)."""

        NOT_SAID = "", "Not said"
        FWMP = "fwmp", "Families with multiple problems"
        CHILD = "fwmp_child", "Families with multiple problems and a child with SEN or behaviour problems"
        OTHER = "other", "A different group"

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=10, choices=Action.choices)
    effective_on = models.DateField("from")
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    first_low = models.PositiveIntegerField(null=True, blank=True)
    first_high = models.PositiveIntegerField(null=True, blank=True)
    period_low = models.PositiveIntegerField(null=True, blank=True)
    period_high = models.PositiveIntegerField(null=True, blank=True)
    additional = models.CharField(max_length=10, choices=Additional.choices, blank=True)
    covers = models.CharField(max_length=10, choices=Covers.choices, blank=True)
    incremental_from = models.PositiveSmallIntegerField("financial year of roll-out", null=True, blank=True)
    basis = models.TextField(max_length=TEXT_LENGTH, blank=True)
    comment = models.TextField(max_length=TEXT_LENGTH, blank=True)
    source = models.CharField(max_length=200, blank=True)

    objects = ProposalRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["proposal", "version"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "version"], name="proposal_version_is_once"),
            models.CheckConstraint(
                condition=Q(action__in=["entered", "clarified", "confirmed"]), name="proposal_action_is_known"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}_low__isnull": True, f"{name}_high__isnull": True})
                    | Q(**{f"{name}_low__isnull": False, f"{name}_high__isnull": False})
                    & Q(**{f"{name}_low__lte": F(f"{name}_high")}),
                    name=f"proposal_{name}_is_a_range_or_blank",
                )
                for name in ("first", "period")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}, version {self.version}"
