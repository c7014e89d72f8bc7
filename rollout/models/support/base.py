"""What records of support share: a version that the next writer must have seen, and a place they are about."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from areas.models import Area, Authority
from areas.models.dated import DatedQuerySet
from rollout.models.querysets import RolloutQuerySet

LAST_DAY = date(2100, 12, 31)
"""Support may go on after the programme: no day of it is later than a calendar of this century."""

ONE_PLACE = Q(area__isnull=False, authority__isnull=True) | Q(area__isnull=True, authority__isnull=False)
"""An area, or an authority that is not in one: never both."""


class DatedSupportQuerySet(RolloutQuerySet, DatedQuerySet):  # type: ignore[override]
    """Rows that hold from a day until another, and that everybody in the programme may read."""

    def not_ended(self, on: date) -> Self:
        """Rows that hold on the day `on`, or will."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gt=on))


class Shared(models.Model):
    """A record that several people change: who changes it names the version that they saw (DESIGN rule 4)."""

    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True


class OfPlace(models.Model):
    """About one place: an area, or an authority that is not in one."""

    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def place(self) -> Area | Authority:
        """The area or authority. Select both with the row."""
        place = self.area or self.authority
        assert place is not None  # noqa: S101 a constraint holds it
        return place
