"""Queueing and delivering messages."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cbtracker.outbox.models import OutboxMessage


@transaction.atomic
def drop_waiting(*, due_before: datetime) -> int:
    """Give up what was to leave before `due_before` and has not: for a story told of the past. Returns how many."""
    waiting = OutboxMessage.objects.filter(state=OutboxMessage.State.QUEUED, due_at__lt=due_before)
    return waiting.update(state=OutboxMessage.State.DROPPED)


def enqueue(
    *,
    kind: str,
    dedupe_key: str,
    recipient: Any = None,
    to_address: str = "",
    payload: dict[str, Any] | None = None,
    due_at: datetime | None = None,
    now: datetime | None = None,
) -> OutboxMessage:
    """Queue one message in the caller's transaction.

    `dedupe_key` names the occasion: a second message for it breaks a unique constraint (IntegrityError).
    `recipient` is a user or its primary key; `to_address` serves people who have no account yet.
    """
    now = now or timezone.now()
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return OutboxMessage.objects.create(
        kind=kind,
        recipient_id=getattr(recipient, "pk", recipient),
        to_address=to_address,
        payload=payload or {},
        dedupe_key=dedupe_key,
        message_id=f"<{uuid.uuid4()}@{host}>",
        created_at=now,
        due_at=due_at or now,
    )
