"""Queueing and delivering messages."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from cbtracker.outbox.models import MAX_ATTEMPTS, OutboxEvent, OutboxMessage

# For as long as GOV.UK Notify can be asked what it was given.
SEND_AGAIN_WITHIN = timedelta(days=7)


@transaction.atomic
def drop_waiting(*, due_before: datetime) -> int:
    """Give up what was to leave before `due_before` and has not: for a story told of the past. Returns how many."""
    waiting = OutboxMessage.objects.filter(state=OutboxMessage.State.QUEUED, due_at__lt=due_before)
    return waiting.update(state=OutboxMessage.State.DROPPED)


@transaction.atomic
def count_as_sent(*, kind: str, now: datetime) -> int:
    """Take what waits of `kind` as sent at `now` without sending it, for a story told of the past. Returns how many."""
    waiting = OutboxMessage.objects.filter(state=OutboxMessage.State.QUEUED, kind=kind, due_at__lte=now)
    return waiting.update(state=OutboxMessage.State.SENT, sent_at=now)


@transaction.atomic
def drop_messages(messages: Collection[int]) -> set[int]:
    """Give up those of `messages` (primary keys) that still wait, because another one says it.

    Returns which of them do not leave by themselves: those given up, and those that had failed, which still say so.
    Waits for a drainer that is just claiming one: what it has claimed is not given up, and not returned.
    """
    ended = (OutboxMessage.State.QUEUED, OutboxMessage.State.FAILED)
    unsent = OutboxMessage.objects.filter(pk__in=messages, state__in=ended).order_by("pk")
    if connection.features.has_select_for_update:
        unsent = unsent.select_for_update()
    given_up = set(unsent.values_list("pk", flat=True))
    waiting = OutboxMessage.objects.filter(pk__in=given_up, state=OutboxMessage.State.QUEUED)
    waiting.update(state=OutboxMessage.State.DROPPED)
    return given_up


@transaction.atomic(savepoint=False)
def enqueue_many(*, kind: str, recipients: Mapping[str, int], now: datetime) -> dict[str, int]:
    """Queue a message of `kind` for each dedupe key of `recipients` (keys of users), in the caller's transaction.

    Returns the primary key of each message by its dedupe key; one that is known breaks a constraint (IntegrityError).
    """
    messages = OutboxMessage.objects.bulk_create(
        OutboxMessage(
            kind=kind, recipient_id=user, dedupe_key=key, message_id=_new_message_id(), created_at=now, due_at=now
        )
        for key, user in recipients.items()
    )
    return {message.dedupe_key: message.pk for message in messages}


@transaction.atomic
def enqueue_or_add(*, kind: str, dedupe_key: str, recipient: Any, item: Any, now: datetime) -> OutboxMessage:
    """Queue a message whose payload lists `item`; while one of this `dedupe_key` waits, add it there.

    One email for what happens to a person at once. `item` is JSON: keys, no texts.
    """
    waiting = OutboxMessage.objects.filter(dedupe_key=dedupe_key, state=OutboxMessage.State.QUEUED)
    message = waiting.select_for_update().first()
    if message is None:
        payload = {"items": [item]}
        return enqueue(kind=kind, dedupe_key=dedupe_key, recipient=recipient, payload=payload, now=now)
    message.payload["items"].append(item)
    message.save(update_fields=["payload"])
    return message


def _new_message_id() -> str:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{uuid.uuid4()}@{host}>"


@transaction.atomic
def queue_again(message: OutboxMessage, *, by_name: str, now: datetime) -> None:
    """Queue a message that failed once more, with all its tries before it and the Message-ID that it had.

    Tries go on counting, so that GOV.UK Notify is asked whether it has the message. Raises ValidationError for one that
    has not failed, or that was to leave more than SEND_AGAIN_WITHIN ago: what it says is of no use any more.
    """
    if message.due_at < now - SEND_AGAIN_WITHIN:
        raise ValidationError(f"This email is too old to be sent again: more than {SEND_AGAIN_WITHIN.days} days")
    failed = OutboxMessage.objects.filter(pk=message.pk, state=OutboxMessage.State.FAILED)
    if not failed.update(
        state=OutboxMessage.State.QUEUED, due_at=now, gives_up_after=F("attempts") + MAX_ATTEMPTS, last_error=""
    ):
        raise ValidationError("Only an email that failed can be sent again")
    OutboxEvent.objects.create(message=message, at=now, outcome=OutboxEvent.Outcome.QUEUED_AGAIN, said=f"By {by_name}")


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
    return OutboxMessage.objects.create(
        kind=kind,
        recipient_id=getattr(recipient, "pk", recipient),
        to_address=to_address,
        payload=payload or {},
        dedupe_key=dedupe_key,
        message_id=_new_message_id(),
        created_at=now,
        due_at=due_at or now,
    )
