"""How often each person wants their digest, when none are sent, and what became of each."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cbtracker.digests.periods import USUAL, Frequency
from cbtracker.outbox.models import OutboxMessage

State = OutboxMessage.State
CLOCKS_DIFFER_BY = timedelta(days=1)
"""A digest of a period that begins later than this was made by a machine whose clock was wrong."""


class DigestPreferenceQuerySet(models.QuerySet):
    """Choices, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """One's own."""
        return self.filter(user=user) if getattr(user, "is_authenticated", False) else self.none()


class DigestPreference(models.Model):
    """How often one person gets the digest. Who has no row has chosen nothing: `periods.USUAL`.

    A period that began before `changed_at` is not made up for; after NEVER nothing from before `reports_from` is told.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_preference")
    frequency = models.CharField(max_length=12, choices=Frequency.choices, default=USUAL)
    changed_at = models.DateTimeField()
    reports_from = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DigestPreferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(frequency__in=Frequency.values), name="digest_frequency_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.frequency}"


class QuietPeriodQuerySet(models.QuerySet):
    """Times without digests, which everybody may know of."""

    def visible_to(self, user: Any) -> Self:
        """All, for whoever is signed in."""
        return self if getattr(user, "is_authenticated", False) else self.none()

    def on(self, day: date) -> Self:
        """Those that `day` lies in."""
        return self.filter(from_on__lte=day, until_on__gte=day)


class QuietPeriod(models.Model):
    """Days, the first and last included, on which no digest is sent: a recess, or the time before an election."""

    class Kind(models.TextChoices):
        RECESS = "recess", "Recess of Parliament"
        PURDAH = "purdah", "Time before an election (purdah)"
        OTHER = "other", "Other"

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    from_on = models.DateField("first day")
    until_on = models.DateField("last day")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = QuietPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="quiet_period_has_a_name"),
            models.CheckConstraint(
                condition=Q(kind__in=["recess", "purdah", "other"]), name="quiet_period_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="quiet_period_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.name


class DigestQuerySet(models.QuerySet):
    """Digests, as somebody may see them: to whom, when and what became of it, never what it said."""

    def visible_to(self, user: Any) -> Self:
        """All for those who read the audit; one's own for others."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self if user.reads_audit else self.filter(user=user)

    def begun(self, now: datetime) -> Self:
        """Those whose period can have begun by `now` (aware): one of a clock years ahead silences nobody."""
        return self.filter(period__lte=now + CLOCKS_DIFFER_BY)

    def over(self) -> Self:
        """Those after which nothing is owed of their time: sent, or found to have nothing to say."""
        ended = Q(message__state__in=(State.SENT, State.DROPPED))
        return self.filter(Q(outcome=Digest.Outcome.EMPTY) | Q(outcome=Digest.Outcome.QUEUED) & ended)


class Digest(models.Model):
    """What became of one person's digest of one period. A row says that the period has been dealt with.

    It tells what happened after `since` and until `until`. What it says is not kept: it is read when it is sent.
    """

    class Outcome(models.TextChoices):
        """What was decided; what became of a queued one is its message's to say."""

        QUEUED = "queued", "Queued"
        EMPTY = "empty", "Nothing to say"
        REPLACED = "replaced", "Not sent: part of the next one"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    frequency = models.CharField(max_length=12, choices=Frequency.choices)
    period = models.DateTimeField("beginning of the period")
    since = models.DateTimeField()
    until = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    message = models.OneToOneField(
        OutboxMessage, null=True, blank=True, on_delete=models.PROTECT, related_name="digest"
    )

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-period", "user", "id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "period"], name="digest_one_per_person_and_period"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="digest_tells_of_some_time"),
            models.CheckConstraint(
                condition=Q(outcome="empty", message__isnull=True)
                | Q(outcome__in=["queued", "replaced"], message__isnull=False),
                name="digest_has_a_message_unless_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.period:%Y-%m-%d}"
