"""The secret addresses under which people's calendars read a body's meetings. Only their digests are kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from areas.access import NotPermitted
from cbtracker.accounts.models import User
from cbtracker.audit.services import record
from cbtracker.papers.models import Body, CalendarSubscription

TOKEN_BYTES = 32


@transaction.atomic
def renew_subscription(*, body: Body, by: User, now: datetime) -> str:
    """Give `by` an address of the meetings of `body` and return its token, which cannot be read again.

    An address that the person had before ends. Raises NotPermitted where the person may not know of the body.
    """
    if not Body.objects.visible_to(by).filter(pk=body.pk).exists():
        raise NotPermitted(f"{by} may not know of {body}")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    kept, _ = CalendarSubscription.objects.update_or_create(
        user=by, body=body, defaults={"token_digest": digest_of(token), "created_at": now}
    )
    record(by=by, verb="calendar.address_made", on=kept, label=f"Calendar of {body}", now=now)
    return token


@transaction.atomic
def end_subscription(*, body: Body, by: User, now: datetime) -> None:
    """End the address that `by` has of the meetings of `body`. Ending it twice changes nothing."""
    for kept in CalendarSubscription.objects.filter(user=by, body=body):
        record(by=by, verb="calendar.address_ended", on=kept, label=f"Calendar of {body}", now=now)
        kept.delete()


def subscriber(token: str) -> tuple[Any, Body] | None:
    """Return whose address `token` is and of which body; None where it has ended, or its person's right to it has.

    It is found by its digest, so that how long the search takes says nothing about the token.
    """
    kept = CalendarSubscription.objects.select_related("user").filter(token_digest=digest_of(token)).first()
    if kept is None:
        return None
    body = Body.objects.visible_to(kept.user).filter(pk=kept.body_id).first()
    return (kept.user, body) if body is not None else None


def digest_of(token: str) -> str:
    """Return what is kept of `token`."""
    return hashlib.sha256(token.encode()).hexdigest()
