"""Which area takes up which element of the offer, and since when (F000 ¶12)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from areas.models import Area
from rollout.models.engagement import PROGRAMME_BEGAN
from rollout.models.offer import OfferElement
from rollout.models.querysets import RolloutQuerySet

NOTE_LENGTH = 1000


class TakeUpQuerySet(RolloutQuerySet):
    """Take-up of elements by areas."""

    def current(self) -> Self:
        """What has not ended."""
        return self.filter(ended_on__isnull=True)


class TakeUp(models.Model):
    """An area's use of an element, from the day `since`, until `ended_on` where it has ended. An area has each once."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="take_up")
    element = models.ForeignKey(OfferElement, on_delete=models.PROTECT, related_name="take_up")
    since = models.DateField()
    note = models.TextField(max_length=NOTE_LENGTH, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_note = models.TextField("why it ended", max_length=NOTE_LENGTH, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = TakeUpQuerySet.as_manager()

    class Meta:
        ordering = ["element__order", "-since", "-id"]
        verbose_name_plural = "take-ups"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "element"],
                condition=Q(ended_on__isnull=True),
                name="area_takes_up_an_element_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(since__gte=PROGRAMME_BEGAN), name="take_up_is_of_the_programme"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("since")), name="take_up_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_at__isnull=True, ended_by__isnull=True, ended_note="")
                | Q(ended_on__isnull=False, ended_at__isnull=False, ended_by__isnull=False),
                name="take_up_ended_says_when_and_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.element}"
