"""What each process last said of itself."""

from __future__ import annotations

from typing import Any, Self

from django.db import models


class HeartbeatQuerySet(models.QuerySet):
    """Heartbeats, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """All for those who read the audit, none for others."""
        return self if getattr(user, "reads_audit", False) and user.is_authenticated else self.none()


class Heartbeat(models.Model):
    """A process that runs, or did when it was killed: one that ends in order takes its row with it.

    `seen_at` says that it is alive; `did_at` that it does something: a worker that it ran a task, beat that it handed
    one to Redis. Apart, so that Redis being away does not look like a dead process.
    """

    class Kind(models.TextChoices):
        WEB = "web", "Web server"
        WORKER = "worker", "Worker"
        BEAT = "beat", "Beat"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    host = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    did_at = models.DateTimeField(null=True, blank=True)

    objects = HeartbeatQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="heartbeat_one_per_process")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"
