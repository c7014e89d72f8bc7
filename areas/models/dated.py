"""What every dated duty or membership shares."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models


class DatedQuerySet(models.QuerySet):
    """Rows that hold from a day until another."""

    def in_force(self, on: date) -> Self:
        """Rows that hold on the day `on`: `to_on` is the first day on which they no longer do."""
        return self.filter(from_on__lte=on).filter(models.Q(to_on__isnull=True) | models.Q(to_on__gt=on))


class Dated(models.Model):
    """Holds from `from_on` until, and without, `to_on` (blank: still)."""

    from_on = models.DateField("from")
    to_on = models.DateField("until", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
            )
        ]
