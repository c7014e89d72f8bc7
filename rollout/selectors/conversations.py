"""Conversations as pages about a place read them, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, Prefetch, QuerySet, Value, When

from areas.access import duties_of
from areas.models import Authority
from cbtracker.accounts.permissions import Role
from rollout.models import Conversation, ConversationNote


def listed_conversations(user: Any, *, today: date) -> QuerySet[Conversation]:
    """Those that `user` may read, each knowing whether its authority is their own (`is_own`)."""
    own = Case(
        When(authority__in=duties_of(user).authorities, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = Conversation.objects.as_read_by(user, today=today).select_related("authority")
    return rows.annotate(is_own=own, authority_name=F("authority__short_name"))


def listed_in_order(user: Any, order: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """`order`, with a locality lead's own places before all others."""
    return [("is_own", "desc"), *order] if user.role == Role.LOCALITY_LEAD else order


def notes_of(conversation: Conversation, user: Any) -> list[ConversationNote]:
    """The notes of `conversation` that `user` may read, the newest first."""
    rows = ConversationNote.objects.visible_to(user).filter(conversation=conversation).newest_first()
    return list(rows.select_related("conversation", "written_by", "done_by", "retracted_by"))


def authorities_to_talk_with(user: Any) -> QuerySet[Authority]:
    """The authorities with which `user`, who may converse at all, may open a conversation, by name."""
    rows = Authority.objects.visible_to(user)
    if user.role != Role.SECRETARIAT:
        rows = rows.filter(pk__in=duties_of(user).authorities)
    return rows.order_by("short_name")


def talks_with(authorities: Iterable[Authority], user: Any, *, today: date) -> list[Conversation]:
    """The open conversations with `authorities` as `user` may read them, the latest first, in two queries.

    Each has what `as_read_by` adds, and its next actions that are still to be done as `actions`.
    """
    rows = Conversation.objects.as_read_by(user, today=today).still_open()
    rows = rows.filter(authority__in=[one.pk for one in authorities]).select_related("authority")
    waiting = ConversationNote.objects.visible_to(user).waiting()
    actions = Prefetch("notes", queryset=waiting, to_attr="actions")
    ordered = rows.order_by("authority__short_name", "-latest_on", "-latest_at", "-pk")  # type: ignore[misc]
    return list(ordered.prefetch_related(actions))
