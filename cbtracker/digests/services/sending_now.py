"""Sending one's digest before it is due: in the demonstration, so that it can be seen to arrive."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission, require_role
from cbtracker.audit.services import record
from cbtracker.digests.contents import contents_for
from cbtracker.digests.mail import KIND
from cbtracker.digests.models import Digest
from cbtracker.digests.upcoming import next_of
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.services import drop_messages, enqueue

Outcome, State = Digest.Outcome, OutboxMessage.State


class NothingToSay(Exception):
    """An empty digest is not sent."""


@transaction.atomic
def send_now(*, by: Any, now: datetime) -> Digest:
    """Queue the digest of `by` for a period of its own that begins `now`; the next one tells of what comes after.

    One that did not leave is taken back, for this one tells the same. It tells of the last minutes too, for who tries
    it has just done something to be told of; others leave them to the next (`due.SETTLED_AFTER`).

    Raises NotPermitted, NothingToSay, ValidationError where one is just being sent or none is wanted.
    """
    require_role(by, Permission.GET_DIGESTS)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    _take_back_what_did_not_leave(by)
    upcoming = next_of(by, now=now)
    if upcoming is None:
        raise ValidationError("You have chosen to get no digest. Choose how often you want it first")
    if upcoming.since >= now or not contents_for(by, since=upcoming.since, until=now, now=now):
        raise NothingToSay
    message = enqueue(kind=KIND, dedupe_key=f"{KIND}:{by.pk}:{now.isoformat()}", recipient=by, now=now)
    digest = Digest.objects.create(
        user=by,
        frequency=upcoming.frequency,
        period=now,
        since=upcoming.since,
        until=now,
        outcome=Outcome.QUEUED,
        message=message,
    )
    record(by=by, verb="digest.asked_for", on=digest, label=str(by), now=now)
    return digest


def _take_back_what_did_not_leave(user: Any) -> None:
    unsent = (State.QUEUED, State.SENDING, State.FAILED)
    rows = Digest.objects.filter(user=user, outcome=Outcome.QUEUED, message__state__in=unsent)
    waiting = set(rows.values_list("message_id", flat=True))
    dropped = drop_messages(waiting) if waiting else set()
    Digest.objects.filter(message__in=dropped).update(outcome=Outcome.REPLACED)
    if waiting - dropped:
        raise ValidationError("Your digest is just being sent. Wait a minute, and look for it")
