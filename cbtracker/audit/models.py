"""Audit events: who did what, when, to which record. They hold no foreign keys and decide nothing."""

from __future__ import annotations

from typing import Any, Self

from django.db import models


class AuditEventQuerySet(models.QuerySet):
    """Audit events, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """All for those who read the audit, none for others. `user` answers `reads_audit`."""
        return self if getattr(user, "reads_audit", False) and user.is_authenticated else self.none()


class AuditEvent(models.Model):
    """One thing that somebody did; written by `cbtracker.audit.services.record` only."""

    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=60, db_index=True)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    object_label = models.CharField(max_length=200)
    data = models.JSONField(default=dict)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["object_type", "object_id", "-at"], name="audit_by_object")]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.object_label}"
