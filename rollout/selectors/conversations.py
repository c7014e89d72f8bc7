"""Conversations as pages about a place read them, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch

from areas.models import Authority
from rollout.models import Conversation, ConversationNote


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
