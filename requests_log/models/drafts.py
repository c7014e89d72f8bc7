"""Requests that somebody has begun to raise."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from requests_log.models.requests import LoggedRequest


class RaiseDraftQuerySet(models.QuerySet):
    """Drafts, which are their owners' alone."""

    def visible_to(self, user: Any) -> Self:
        """One's own drafts."""
        return self.filter(user=user) if getattr(user, "is_authenticated", False) else self.none()

    def unsent(self) -> Self:
        """Drafts of which no request has been made."""
        return self.filter(submitted_at__isnull=True)


class RaiseDraft(models.Model):
    """The answers given so far to the questions of raising a request; `entry` is the request made of them.

    Kept in the database, so that a person can leave and return on another machine. One unsent draft a person.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="raise_drafts")
    answers = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    entry = models.OneToOneField(
        LoggedRequest, null=True, blank=True, on_delete=models.CASCADE, related_name="raised_from"
    )

    objects = RaiseDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(submitted_at__isnull=True), name="person_has_one_unsent_draft"
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=True) | Q(submitted_at__isnull=False), name="draft_with_a_request_was_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"Draft {self.pk} of {self.user_id}"
