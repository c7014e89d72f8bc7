"""What the work has to cover, letter by letter, as F003 lists it, and how far a plan has come with each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from rollout.models.querysets import RolloutQuerySet
from rollout.workstrands.models.plans import OperationalPlan, PlanPart
from rollout.workstrands.models.querysets import OfItemQuerySet, PlanPartQuerySet
from rollout.workstrands.models.strands import TEXT_LENGTH, Workstrand
from rollout.workstrands.models.team import TeamMember

LINK_LENGTH = 500


class ChecklistItem(models.Model):
    """One letter of one of the paper's three lists, in the paper's order."""

    class Checklist(models.TextChoices):
        """The lists, and where they stand."""

        PLAN = "plan", "The operational plan"  # Annex B ¶5, a to j
        CODESIGN = "codesign", "What the co-design explores"  # Annex C, a to k
        REVIEW = "review", "What the review needs"  # Annex C, a to n

    strand = models.ForeignKey(Workstrand, on_delete=models.PROTECT, related_name="checklist")
    checklist = models.CharField("list", max_length=10, choices=Checklist.choices)
    letter = models.CharField(max_length=1)
    text = models.CharField(max_length=300)
    source = models.CharField(max_length=100)

    objects = RolloutQuerySet.as_manager()

    class Meta:
        ordering = ["strand", "checklist", "letter"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checklist__in=["plan", "codesign", "review"]), name="checklist_is_one_of_three"
            ),
            models.UniqueConstraint(fields=["checklist", "letter"], name="checklist_letter_is_used_once"),
            models.CheckConstraint(condition=Q(letter__regex=r"^[a-n]$"), name="checklist_letter_is_a_to_n"),
        ]

    def __str__(self) -> str:
        return f"{self.letter}) {self.text}"


class PlanItem(PlanPart):
    """How far a plan has come with one letter. `evidence` says what shows that it is done, or why it is not needed."""

    class State(models.TextChoices):
        """How far it has come."""

        NOT_STARTED = "not_started", "Not started"
        IN_PROGRESS = "in_progress", "In progress"
        DONE = "done", "Done"
        NOT_NEEDED = "not_needed", "Not needed"

    plan = models.ForeignKey(OperationalPlan, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(TeamMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="items")
    state = models.CharField(max_length=12, choices=State.choices, default=State.NOT_STARTED)
    due_on = models.DateField("due on", null=True, blank=True)
    evidence = models.TextField(max_length=TEXT_LENGTH, blank=True)
    evidence_link = models.URLField("link to it", max_length=LINK_LENGTH, blank=True)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = ["item__checklist", "item__letter"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["not_started", "in_progress", "done", "not_needed"]),
                name="plan_item_state_is_known",
            ),
            models.UniqueConstraint(fields=["plan", "item"], name="plan_has_a_checklist_item_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "not_needed"]) | ~Q(evidence=""), name="plan_item_closed_says_why"
            ),
        ]

    def __str__(self) -> str:
        return str(self.item)


class ItemNote(models.Model):
    """What somebody said of a checklist item, and when; never changed."""

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(max_length=TEXT_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfItemQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="item_note_says_something")]

    def __str__(self) -> str:
        return self.text
