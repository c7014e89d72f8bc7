"""Audit events: who did what, when, to which record. They hold no foreign keys and decide nothing."""

from __future__ import annotations

from django.db import models


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

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["object_type", "object_id", "-at"], name="audit_by_object")]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.object_label}"
