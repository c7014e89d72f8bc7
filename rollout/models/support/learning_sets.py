"""Action learning sets (F000 ¶13): places that meet with a facilitator to work on what each is stuck at."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from areas.models import PROGRAMME_BEGINS
from areas.models.dated import Dated
from rollout.models.querysets import RolloutQuerySet
from rollout.models.support.base import ONE_PLACE, DatedSupportQuerySet, OfPlace, Shared

NAME_LENGTH, PURPOSE_LENGTH, NOTES_LENGTH = 120, 1000, 2000


class LearningSet(Shared):
    """A set; `ended_on` blank: it still meets."""

    name = models.CharField(max_length=NAME_LENGTH)
    purpose = models.TextField(max_length=PURPOSE_LENGTH)
    facilitator = models.CharField(max_length=NAME_LENGTH, blank=True)
    ended_on = models.DateField("ended", null=True, blank=True)

    objects = RolloutQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="learning_set_has_a_name"),
            models.UniqueConstraint(fields=["name"], name="learning_set_has_a_name_of_its_own"),
        ]

    def __str__(self) -> str:
        return self.name


class LearningSetMember(OfPlace, Shared, Dated):
    """A place in a set, from the day on which it joined until the one on which it left."""

    learning_set = models.ForeignKey(LearningSet, on_delete=models.CASCADE, related_name="members")

    objects = DatedSupportQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(Dated.Meta):
        ordering = ["from_on", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=ONE_PLACE, name="learning_set_member_is_one_place"),
            models.UniqueConstraint(
                fields=["learning_set", "area"], condition=Q(to_on__isnull=True), name="learning_set_has_an_area_once"
            ),
            models.UniqueConstraint(
                fields=["learning_set", "authority"],
                condition=Q(to_on__isnull=True),
                name="learning_set_has_an_authority_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} in {self.learning_set}"


class LearningSession(Shared):
    """A day on which a set met or will, with a short note of what was learned."""

    learning_set = models.ForeignKey(LearningSet, on_delete=models.CASCADE, related_name="sessions")
    on = models.DateField("date")
    topic = models.CharField(max_length=NAME_LENGTH)
    notes = models.TextField(max_length=NOTES_LENGTH, blank=True)

    objects = RolloutQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(topic=""), name="learning_session_has_a_topic"),
            models.CheckConstraint(
                condition=Q(on__gte=PROGRAMME_BEGINS),
                name="learning_session_is_not_before_the_programme",
            ),
        ]

    def __str__(self) -> str:
        return self.topic
