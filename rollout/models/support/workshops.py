"""Regional workshops that the LG Group and Whitehall run together, and who comes to them (F000 ¶11)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from areas.access import Scope, can, duties_of
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from rollout.models.querysets import RolloutQuerySet
from rollout.models.support.base import Shared

NAME_LENGTH, PLACE_LENGTH, ABOUT_LENGTH, MOST_PLACES = 120, 200, 1000, 1000


class WorkshopQuerySet(RolloutQuerySet):
    """Workshops."""

    def to_come(self, now: datetime) -> Self:
        """Those that have not ended by `now` and were not cancelled."""
        return self.filter(ends_at__gt=now, cancelled=False)


class Workshop(Shared):
    """A workshop in one region, or, with `region` blank, for all of England.

    `attendance_version` counts how often it was recorded who attended: two people who do so see each other.
    """

    title = models.CharField(max_length=NAME_LENGTH)
    region = models.CharField(max_length=40, blank=True)
    about = models.TextField(max_length=ABOUT_LENGTH, blank=True)
    starts_at = models.DateTimeField("starts")
    ends_at = models.DateTimeField("ends")
    venue = models.CharField("place", max_length=PLACE_LENGTH, blank=True)
    run_by = models.CharField(max_length=NAME_LENGTH)
    capacity = models.PositiveSmallIntegerField("places", null=True, blank=True)
    cancelled = models.BooleanField(default=False)
    attendance_version = models.PositiveIntegerField(default=1)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="workshop_has_a_title"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="workshop_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1, capacity__lte=MOST_PLACES),
                name="workshop_has_room_for_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AttendeeQuerySet(models.QuerySet):
    """Who comes and came: names of people, which are for their own authority and the secretariat only."""

    def visible_to(self, user: Any) -> Self:
        """All for the secretariat; those of own authorities for officers and locality leads; none for others."""
        if not can(user, Permission.ATTEND):
            return self.none()
        if can(user, Permission.EDIT_SUPPORT):
            return self
        return self.filter(authority__in=duties_of(user).authorities)

    def coming(self) -> Self:
        """Those who said that they come, and did not take it back."""
        return self.filter(comes=True)


class Attendee(models.Model):
    """Somebody of an authority. `comes` blank: they never said; `attended` blank: not recorded, which is not "no"."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="attendees")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    comes = models.BooleanField(null=True, blank=True)
    attended = models.BooleanField(null=True, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    objects = AttendeeQuerySet.as_manager()

    class Meta:
        ordering = ["authority__short_name", "name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="workshop_attendee_has_a_name"),
            models.CheckConstraint(
                condition=Q(comes__isnull=False) | Q(attended__isnull=False), name="workshop_attendee_comes_or_came"
            ),
            models.UniqueConstraint(fields=["workshop", "authority", "name"], name="workshop_has_an_attendee_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.authority}"

    def access_scope(self) -> Scope:
        """The authority that they come from."""
        return Scope(authorities=frozenset({self.authority_id}))
