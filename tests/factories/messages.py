"""Messages in the outbox for tests, of kinds that render from the payload alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import uuid4

from cbtracker.outbox import registry
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail
from cbtracker.outbox.services import enqueue


def note(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """Render the payload's text; None where the payload says that it concerns nobody any more."""
    if message.payload.get("gone"):
        return None
    text = message.payload.get("text", "Something moved")
    return RenderedEmail(f"About {text}", f"{text}\n", f"<p>{text}</p>")


@contextmanager
def kind_registered(kind: str = "note", renderer=note) -> Iterator[str]:
    """Register `renderer` for the length of a test."""
    registry.register(kind, renderer)
    try:
        yield kind
    finally:
        registry._RENDERERS.pop(kind)


def again(message: OutboxMessage) -> OutboxMessage:
    """The message as the database has it by now."""
    message.refresh_from_db()
    return message


def queued(now: datetime, to: str = "reader@example.org", kind: str = "note", **payload) -> OutboxMessage:
    """Queue a message to `to`, due at `now`."""
    return enqueue(kind=kind, dedupe_key=str(uuid4()), to_address=to, payload=payload, now=now)
