"""Conversations with an authority, kept as dated notes with next actions (F000 ¶14, DESIGN §5).

Of an authority and not of an area: each of the 152 has a locality lead before there is an area.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from areas.access import Scope, can, duties_of
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from requests_log.models import Audience
from requests_log.sights import sees_whitehall
from rollout.models.engagement import PROGRAMME_BEGAN

SUBJECT_LENGTH, TEXT_LENGTH, ACTION_LENGTH, OWNER_LENGTH, RETRACTION_LENGTH = 200, 10_000, 500, 150, 1000


class ConversationQuerySet(models.QuerySet):
    """Conversations, each as its reader may know of it (DESIGN rule 6)."""

    def visible_to(self, user: Any) -> Self:
        """All for Whitehall; for officers those of their own authority in which a note was shared with it.

        To them a conversation with only Whitehall's notes does not exist.
        """
        if not can(user, Permission.READ_CONVERSATIONS):
            return self.none()
        if sees_whitehall(user):
            return self
        shared = ConversationNote.objects.filter(conversation=OuterRef("pk"), audience=Audience.AREAS)
        return self.filter(Exists(shared), authority__in=duties_of(user).authorities)

    def as_read_by(self, user: Any, *, today: date) -> Self:
        """Those visible to `user`, with what is derived from the notes that `user` may read, and from no others.

        Adds `began_at`, `latest_on` and `latest_at` (blank where there is no note), `note_count`, `open_actions`,
        `next_due_on` (the earliest day of an open next action) and `overdue_actions`.
        """
        seen = Q() if sees_whitehall(user) else Q(notes__audience=Audience.AREAS)
        told = seen & Q(notes__retracted_at__isnull=True)
        waits = told & Q(notes__done_at__isnull=True) & ~Q(notes__next_action="") & Q(closed_at__isnull=True)
        return self.visible_to(user).annotate(
            began_at=Min("notes__recorded_at", filter=seen),
            latest_on=Max("notes__on", filter=told),
            latest_at=Max("notes__recorded_at", filter=told),
            note_count=Count("notes", filter=told),
            open_actions=Count("notes", filter=waits),
            next_due_on=Min("notes__next_action_on", filter=waits),
            overdue_actions=Count("notes", filter=waits & Q(notes__next_action_on__lt=today)),
        )

    def still_open(self) -> Self:
        """Those that have not been closed."""
        return self.filter(closed_at__isnull=True)


class Conversation(models.Model):
    """What is talked about with an authority, from its opening until it is closed; it may be opened again."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="conversations")
    subject = models.CharField(max_length=SUBJECT_LENGTH)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["authority__short_name", "opened_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(subject=""), name="conversation_has_a_subject"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__gte=F("opened_at"), closed_by__isnull=False),
                name="conversation_closed_says_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.subject}"

    def access_scope(self) -> Scope:
        """The authority it is with, and nobody else's in the same area."""
        return Scope(authorities=frozenset({self.authority_id}))


class ConversationNoteQuerySet(models.QuerySet):
    """Notes, each for its audience."""

    def visible_to(self, user: Any) -> Self:
        """All for Whitehall; for officers those shared with their own authority."""
        if not can(user, Permission.READ_CONVERSATIONS):
            return self.none()
        if sees_whitehall(user):
            return self
        own = duties_of(user).authorities
        return self.filter(audience=Audience.AREAS, conversation__authority__in=own)

    def newest_first(self) -> Self:
        """By the day on which it happened; of two of one day, the one written later first."""
        return self.order_by("-on", "-recorded_at", "-pk")

    def waiting(self) -> Self:
        """Notes whose next action is still to be done, the earliest first and those without a day last."""
        rows = self.filter(done_at__isnull=True, retracted_at__isnull=True, conversation__closed_at__isnull=True)
        return rows.exclude(next_action="").order_by(F("next_action_on").asc(nulls_last=True), "recorded_at", "pk")


class ConversationNote(models.Model):
    """What was said on the day `on`, and what is to be done next. Never edited (database triggers).

    A correction is another note; a mistaken one is retracted with a reason, and kept. That the next action was done
    is all that is added to it.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="notes")
    on = models.DateField("date")
    text = models.TextField(max_length=TEXT_LENGTH)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.AREAS)
    next_action = models.CharField(max_length=ACTION_LENGTH, blank=True)
    next_action_on = models.DateField("date of the next action", null=True, blank=True)
    next_action_owner = models.CharField("who takes the next action", max_length=OWNER_LENGTH, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    retraction = models.TextField("reason for retracting", blank=True, max_length=RETRACTION_LENGTH)

    objects = ConversationNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-recorded_at", "-pk"]
        indexes = [models.Index(fields=["conversation", "-on", "-recorded_at"], name="conversation_notes_in_order")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="conversation_note_has_a_text"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="conversation_audience_is_known"),
            models.CheckConstraint(condition=Q(on__gte=PROGRAMME_BEGAN), name="conversation_note_is_of_the_programme"),
            models.CheckConstraint(
                condition=~Q(next_action="") | Q(next_action_on__isnull=True, next_action_owner=""),
                name="conversation_action_says_what",
            ),
            models.CheckConstraint(
                condition=Q(next_action_on__isnull=True) | Q(next_action_on__gte=F("on")),
                name="conversation_action_follows_its_note",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(next_action="")),
                name="conversation_action_done_says_who",
            ),
            models.CheckConstraint(
                condition=Q(retracted_at__isnull=True, retracted_by__isnull=True, retraction="")
                | (Q(retracted_at__isnull=False, retracted_by__isnull=False) & ~Q(retraction="")),
                name="conversation_note_retracted_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation}, {self.on}"
