"""What the programme's timeline shows beside the phases themselves, which are `areas.models.Phase` (F000 Annex A)."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from areas.models import PROGRAMME_BEGINS, PROGRAMME_ENDS
from rollout.models.querysets import RolloutQuerySet

DETAIL_LENGTH = 1000


class TimelineQuerySet(RolloutQuerySet):
    """Entries of the timeline."""

    def current(self) -> Self:
        """Entries that were not removed."""
        return self.filter(removed_at__isnull=True)

    def visible_to(self, user: Any) -> Self:
        """All entries that were not removed, for everybody in the programme."""
        return super().visible_to(user).current()


class Lane(models.TextChoices):
    """The parts into which the timeline is drawn, from the top down."""

    CONTINUED = "continued", "With the first-phase areas"
    PHASES = "phases", "Phases of rollout"
    INTERMEDIATE = "intermediate", "Between the phases"
    PLAN = "plan", "Structural Reform Plan"
    EVENTS = "events", "Announcements, meetings and papers"


class TimelineEntry(models.Model):
    """A period, milestone or event on the timeline.

    `key` is what the reference file calls it; blank for the secretariat's own. `version` 1 is what that file says: what
    somebody changed or removed stays so when the file is loaded again. `starts_on` and `ends_on` are both included.
    """

    class Kind(models.TextChoices):
        BAND = "band", "Period"
        MILESTONE = "milestone", "Milestone"
        EVENT = "event", "Event"

    key = models.SlugField(max_length=50, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    lane = models.CharField("part of the timeline", max_length=15, choices=Lane.choices)
    title = models.CharField(max_length=120)
    detail = models.TextField(max_length=DETAIL_LENGTH, blank=True)
    starts_on = models.DateField("from")
    ends_on = models.DateField("until", null=True, blank=True)
    inferred = models.BooleanField(default=False)
    inferred_why = models.CharField("why it is inferred", max_length=300, blank=True)
    source = models.CharField(max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TimelineQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "order", "id"]
        verbose_name_plural = "timeline entries"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["band", "milestone", "event"]), name="timeline_kind_is_known"),
            models.CheckConstraint(condition=Q(lane__in=Lane.values), name="timeline_lane_is_known"),
            models.CheckConstraint(condition=~Q(title=""), name="timeline_entry_has_a_title"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="timeline_entry_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(kind="band") | Q(ends_on__isnull=False), name="timeline_period_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__gte=PROGRAMME_BEGINS, starts_on__lte=PROGRAMME_ENDS)
                & (Q(ends_on__isnull=True) | Q(ends_on__lte=PROGRAMME_ENDS)),
                name="timeline_entry_is_within_the_programme",
            ),
            models.CheckConstraint(
                condition=Q(inferred=False, inferred_why="") | (Q(inferred=True) & ~Q(inferred_why="")),
                name="timeline_entry_inferred_says_why",
            ),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="timeline_key_is_used_once"),
        ]

    def __str__(self) -> str:
        return self.title
