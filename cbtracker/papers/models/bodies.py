"""The bodies that papers are for, who sits on them, and when they meet."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from areas.models.dated import Dated
from cbtracker.papers.models.choices import BodySight
from cbtracker.papers.models.querysets import BodyQuerySet, MemberQuerySet, OfBodyQuerySet, SubscriptionQuerySet
from cbtracker.web.formats import as_date


class Body(models.Model):
    """A group that meets and is sent papers: the CB Group, the ministerial meeting, the Leaders' group."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100, unique=True)
    purpose = models.TextField(max_length=1000, blank=True)
    order = models.PositiveSmallIntegerField(unique=True)
    sight = models.CharField(max_length=10, choices=BodySight.choices, default=BodySight.WHITEHALL)
    draft_days = models.PositiveSmallIntegerField("days before a meeting on which its draft is prepared", default=7)
    version = models.PositiveIntegerField(default=1)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "bodies"
        constraints = [
            models.CheckConstraint(condition=Q(sight__in=BodySight.values), name="body_sight_is_known"),
            models.CheckConstraint(condition=Q(draft_days__lte=60), name="body_draft_is_prepared_within_two_months"),
        ]

    def __str__(self) -> str:
        return self.name


class BodyMember(Dated):
    """Somebody's seat on a body, from a day until another."""

    class Part(models.TextChoices):
        CHAIR = "chair", "Chair"
        MEMBER = "member", "Member"
        SECRETARIAT = "secretariat", "Secretariat"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="body_memberships")
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.MEMBER)

    objects = MemberQuerySet.as_manager()  # type: ignore[misc]  # finds more than dates

    class Meta(Dated.Meta):
        ordering = ["body", "part", "from_on"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "user"], condition=Q(to_on__isnull=True), name="body_member_sits_once"
            ),
            models.UniqueConstraint(
                fields=["body"], condition=Q(to_on__isnull=True, part="chair"), name="body_has_one_chair_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_part_display().lower()} of {self.body}"


class Meeting(models.Model):
    """A meeting of a body. `sequence` counts its changes for calendars (RFC 5545 §3.8.7.4)."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    draft_prepared_at = models.DateTimeField(null=True, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = OfBodyQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            models.UniqueConstraint(fields=["body", "starts_at"], name="body_meets_once_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {as_date(self.starts_at)}"


class CalendarSubscription(models.Model):
    """A secret address under which a person's calendar reads a body's meetings; only its digest is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "body"], name="calendar_of_a_body_is_subscribed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.body_id}"
