"""The dated steps of each of the 152 authorities towards a Community Budget (F000 ¶3, ¶9; DESIGN §2)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from areas.models import Authority
from rollout.models.querysets import EngagementStepQuerySet

PROGRAMME_BEGAN = date(2010, 10, 20)
"""The Spending Review in which Community Budgets were set up (F004 C ¶1): no step is older."""

NOTE_LENGTH, SOURCE_LENGTH, REASON_LENGTH = 2000, 200, 1000


class Step(models.TextChoices):
    """What an authority did. An authority without a step is not engaged yet."""

    INTERESTED = "interested", "Interest expressed"
    NOMINATED = "nominated", "Nominated"
    PLANNING = "planning", "Planning"
    LIVE = "live", "Live"
    PAUSED = "paused", "Paused"
    WITHDRAWN = "withdrawn", "Withdrawn"


ENGAGED = frozenset({Step.NOMINATED, Step.PLANNING, Step.LIVE})
"""What counts as engaged: nominated or later (DESIGN §2)."""

_RETRACTED = models.Q(retracted_at__isnull=False, retracted_by__isnull=False) & ~models.Q(retraction="")
_COUNTS = models.Q(retracted_at__isnull=True, retracted_by__isnull=True, retraction="")


class EngagementStep(models.Model):
    """One step of one authority: from the day `on` it stands there, until its next step.

    A step taken by mistake is kept, with the reason, and no longer counts.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="engagement_steps")
    step = models.CharField(max_length=12, choices=Step.choices)
    on = models.DateField("date")
    note = models.TextField(blank=True, max_length=NOTE_LENGTH)
    source = models.CharField(max_length=SOURCE_LENGTH, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    retraction = models.TextField("reason for retracting", blank=True, max_length=REASON_LENGTH)

    objects = EngagementStepQuerySet.as_manager()

    class Meta:
        ordering = ["on", "recorded_at", "pk"]
        indexes = [models.Index(fields=["authority", "on"], name="engagement_step_of_authority")]
        constraints = [
            models.CheckConstraint(condition=models.Q(step__in=Step.values), name="engagement_step_is_known"),
            models.CheckConstraint(
                condition=models.Q(on__gte=PROGRAMME_BEGAN), name="engagement_step_is_of_the_programme"
            ),
            models.CheckConstraint(condition=_COUNTS | _RETRACTED, name="engagement_step_retracted_says_who_and_why"),
            models.UniqueConstraint(
                fields=["authority", "step", "on"],
                condition=models.Q(retracted_at__isnull=True),
                name="engagement_step_is_taken_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.get_step_display()}"
