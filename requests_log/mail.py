"""The emails to who raised a request: it has been addressed, or opened again. What else moves is in the digest.

Each reads the request again when it is sent, as its recipient may then see it; what no longer holds is not sent.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse

from cbtracker.accounts.permissions import Role
from cbtracker.outbox.emails import absolute, fill
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail
from requests_log.models import OPEN_STATUSES, LoggedRequest, Revision, Status


def _entry(message: OutboxMessage) -> LoggedRequest | None:
    return LoggedRequest.objects.visible_to(message.recipient).filter(pk=message.payload["entry"]).first()


def _common(message: OutboxMessage, entry: LoggedRequest) -> dict[str, Any]:
    return {
        "person": message.recipient,
        "entry": entry,
        "link": absolute(reverse("requests:detail", kwargs={"reference": entry.reference})),
    }


def request_addressed(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """How the request ended, and for an officer where to say that the barrier is still there."""
    entry = _entry(message)
    if entry is None or entry.status != Status.ADDRESSED:
        return None
    persists = ""
    if message.recipient is not None and message.recipient.role == Role.OFFICER:
        persists = absolute(reverse("requests:persists", kwargs={"reference": entry.reference}))
    subject = f"{entry.reference}: your request has been addressed"
    return fill("request_addressed", subject=subject, persists=persists, **_common(message, entry))


def request_reopened(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """That the request is open again, and why."""
    entry = _entry(message)
    if entry is None or entry.status not in OPEN_STATUSES:
        return None
    rows = Revision.objects.visible_to(message.recipient).filter(entry=entry, version=message.payload["version"])
    reason = rows.values_list("reason", flat=True).first() or ""
    subject = f"{entry.reference}: your request is open again"
    return fill("request_reopened", subject=subject, reason=reason, **_common(message, entry))


RENDERERS: dict[str, Callable[[OutboxMessage, datetime], RenderedEmail | None]] = {
    "request_addressed": request_addressed,
    "request_reopened": request_reopened,
}
