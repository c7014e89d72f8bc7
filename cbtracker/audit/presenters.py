"""How audit events read on the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cbtracker.audit.models import AuditEvent

NOBODY = "cbtracker"


@dataclass(frozen=True)
class EventRow:
    """One line of the list; `details` are pairs of a name and its value, for those who may read them."""

    at: datetime
    actor: str
    did: str
    record: str
    kind: str
    details: list[tuple[str, str]]


def rows(events: Iterable[AuditEvent], *, with_details: bool) -> list[EventRow]:
    """Return `events` as lines; details only where the reader may know what requests say."""
    return [_row(event, with_details) for event in events]


def _row(event: AuditEvent, with_details: bool) -> EventRow:
    return EventRow(
        at=event.at,
        actor=event.actor_name or NOBODY,
        did=event.verb.replace(".", ": ", 1).replace("_", " ").capitalize(),
        record=event.object_label,
        kind=f"{event.object_type} {event.object_id}",
        details=[(key.replace("_", " ").capitalize(), said(value)) for key, value in event.data.items() if value]
        if with_details
        else [],
    )


def said(value: Any) -> str:
    """Return a JSON value as words: lists joined by commas, mappings as "name: value"."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {said(inner)}" for key, inner in value.items() if inner not in (None, "", [], {}))
    if isinstance(value, list):
        return ", ".join(said(inner) for inner in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
