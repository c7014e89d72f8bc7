"""The offer to areas (F000 ¶11–14): what it is made of."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from rollout.models.querysets import RolloutQuerySet

SUMMARY_LENGTH = 600


class OfferElementQuerySet(RolloutQuerySet):
    """Elements of the offer."""

    def current(self) -> Self:
        """Elements that are offered now, in the order of the offer."""
        return self.filter(is_current=True)


class OfferElement(models.Model):
    """One thing that the offer holds for an area (F000 ¶12), from `rollout/reference/offer_elements.csv`.

    An element that is no longer offered stays, because places may still take it up; `is_current` is then False.
    """

    key = models.SlugField(max_length=50, unique=True)
    title = models.CharField(max_length=120)
    summary = models.TextField(max_length=SUMMARY_LENGTH)
    source = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True)

    objects = OfferElementQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="offer_element_has_a_title"),
            models.CheckConstraint(condition=~Q(summary=""), name="offer_element_has_a_summary"),
        ]

    def __str__(self) -> str:
        return self.title
