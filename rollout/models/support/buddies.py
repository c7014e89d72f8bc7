"""Buddying: an area of the first phase helps one that is new to Community Budgets (F000 ¶13)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from areas.models import Area
from areas.models.dated import Dated
from rollout.models.support.base import ONE_PLACE, DatedSupportQuerySet, OfPlace, Shared

NOTE_LENGTH = 1000


class BuddyPair(OfPlace, Shared, Dated):
    """`helper`, an area of the first phase, and the new area or authority that it helps."""

    helper = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(max_length=NOTE_LENGTH, blank=True)

    objects = DatedSupportQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(Dated.Meta):
        ordering = ["helper__name", "from_on", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=ONE_PLACE, name="buddy_pair_helps_one_place"),
            models.CheckConstraint(
                condition=Q(area__isnull=True) | ~Q(area=F("helper")), name="buddy_is_another_place"
            ),
            models.UniqueConstraint(
                fields=["helper", "area"], condition=Q(to_on__isnull=True), name="buddies_are_an_open_pair_once"
            ),
            models.UniqueConstraint(
                fields=["helper", "authority"],
                condition=Q(to_on__isnull=True),
                name="buddies_with_an_authority_are_an_open_pair_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.helper} and {self.place}"
