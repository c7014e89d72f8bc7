"""Messages that are to leave, as rows."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models

MAX_ATTEMPTS = 12


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
    gives_up_after = models.PositiveSmallIntegerField(default=MAX_ATTEMPTS, db_default=MAX_ATTEMPTS)
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

    @property
    def address(self) -> str:
        """Where the message goes: to somebody with an account, the address that they have today."""
        return self.recipient.email if self.recipient else self.to_address


class OutboxEventQuerySet(models.QuerySet):
    """What happened to messages, as somebody may see it."""

    def visible_to(self, user: Any) -> Self:
        """All for those who read the audit, none for others."""
        return self if getattr(user, "reads_audit", False) and user.is_authenticated else self.none()


class OutboxEvent(models.Model):
    """One thing that happened to a message: a try to send it, or that somebody queued it again. Only ever added."""

    class Outcome(models.TextChoices):
        """How a try ended, or what was done in place of one."""

        SENT = "sent", "Sent"
        FOUND = "found", "Found to be sent already"
        LATER = "later", "Could not be sent yet"
        REFUSED = "refused", "Could not be sent"
        STOPPED = "stopped", "Not known: cbtracker stopped while sending"
        DROPPED = "dropped", "Not sent: no longer concerns the person"
        QUEUED_AGAIN = "queued_again", "Queued again"

    message = models.ForeignKey(OutboxMessage, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    attempt = models.PositiveSmallIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    said = models.TextField(blank=True)

    objects = OutboxEventQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["message", "attempt"], name="outbox_event_is_one_for_each_try"),
            models.CheckConstraint(
                condition=models.Q(outcome="queued_again", attempt__isnull=True)
                | (~models.Q(outcome="queued_again") & models.Q(attempt__isnull=False)),
                name="outbox_event_of_a_try_has_its_number",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    outcome__in=("sent", "found", "later", "refused", "stopped", "dropped", "queued_again")
                ),
                name="outbox_event_outcome_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.get_outcome_display()}"


class SentHereQuerySet(models.QuerySet):
    """Emails of the demonstration, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """All for those who may read everything, to others those to their own address.

        Who reads the audit and nothing of the programme (DESIGN §6) reads besides what is about accounts.
        """
        from cbtracker.outbox.registry import about_accounts

        if not user.is_authenticated:
            return self.none()
        if getattr(user, "reads_everything", False):
            return self
        seen = models.Q(to_address__iexact=user.email)
        if getattr(user, "reads_audit", False):
            of_accounts = OutboxMessage.objects.filter(kind__in=about_accounts()).order_by()
            seen |= models.Q(message_id__in=of_accounts.values("message_id"))
        return self.filter(seen)


class SentHere(models.Model):
    """An email that the demonstration sent: kept to be read on a page, because it goes nowhere else.

    Written in demonstration mode only, by `cbtracker.outbox.demonstration`.
    """

    sent_at = models.DateTimeField()
    to_address = models.CharField(max_length=254)
    message_id = models.CharField(max_length=200)
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField(blank=True)
    unsubscribe = models.TextField(blank=True)

    objects = SentHereQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to_address}"
