"""When a plan is to be ready, operate and be implemented, and how those days moved (F003 Annexes A, B ¶6 and C)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from rollout.workstrands.models.plans import OperationalPlan, PlanPart
from rollout.workstrands.models.querysets import OfMilestoneQuerySet, PlanPartQuerySet
from rollout.workstrands.models.strands import NAME_LENGTH, TEXT_LENGTH


class Milestone(PlanPart):
    """A day by which something is to be reached; never before the milestone that it comes `after`.

    `first_due_on` is the day that was said first. `key` names those that the paper sets; blank for the place's own.
    """

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="milestones")
    key = models.SlugField(max_length=40, blank=True)
    title = models.CharField(max_length=NAME_LENGTH)
    first_due_on = models.DateField()
    due_on = models.DateField("due on")
    met_on = models.DateField("reached on", null=True, blank=True)
    after = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="before")
    source = models.CharField(max_length=100, blank=True)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="milestone_has_a_title"),
            models.UniqueConstraint(fields=["plan", "key"], condition=~Q(key=""), name="milestone_of_the_paper_once"),
            models.CheckConstraint(
                condition=Q(after__isnull=True) | ~Q(after=F("pk")), name="milestone_does_not_follow_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MilestoneSlip(models.Model):
    """That a milestone's day moved, from when to when, and why."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="slips")
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.TextField(max_length=TEXT_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfMilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="milestone_slip_gives_a_reason"),
            models.CheckConstraint(condition=~Q(to_on=F("from_on")), name="milestone_slip_moves_the_day"),
        ]

    def __str__(self) -> str:
        return f"{self.milestone}: {self.from_on} to {self.to_on}"
