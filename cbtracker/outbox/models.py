"""Messages that are to leave, as rows."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models


class OutboxMessageQuerySet(models.QuerySet):
    """Messages, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """All for those who read the audit, none for others: of whom a message is to, not what it says."""
        return self if getattr(user, "reads_audit", False) and user.is_authenticated else self.none()


class OutboxMessage(models.Model):
    """A message to one person, queued in the transaction of the change that causes it.

    The text is made when it is sent, by the renderer of its kind, from what the person may see then.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Queued"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        DROPPED = "dropped", "Not sent: no longer concerns the person"

    kind = models.CharField(max_length=60)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    to_address = models.EmailField(blank=True)
    payload = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=200, unique=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    objects = OutboxMessageQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [models.Index(fields=["due_at", "id"], condition=models.Q(state="queued"), name="outbox_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recipient__isnull=False) | ~models.Q(to_address=""),
                name="outbox_message_has_an_addressee",
            ),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="outbox_message_sent_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient_id or self.to_address}"
