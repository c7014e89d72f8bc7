"""The one way to write audit events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from cbtracker.audit.models import AuditEvent


@dataclass(frozen=True)
class NoRow:
    """What an event is about when it is no row, such as a file that was made: its kind and its name."""

    kind: str
    name: str


def event(
    *,
    by: Any,
    verb: str,
    on: models.Model | NoRow,
    label: str = "",
    data: dict[str, Any] | None = None,
    now: datetime | None = None,
) -> AuditEvent:
    """An audit event that is not written yet; for `record_all`. Arguments as of `record`."""
    return AuditEvent(
        at=now or timezone.now(),
        actor_id=getattr(by, "pk", None),
        actor_name=str(by) if by is not None else "cbtracker",
        verb=verb,
        object_type=on.kind if isinstance(on, NoRow) else on._meta.label_lower,
        object_id="" if isinstance(on, NoRow) else str(on.pk),
        object_label=(label or (on.name if isinstance(on, NoRow) else str(on)))[:200],
        data=data or {},
    )


def record_all(events: Iterable[AuditEvent]) -> None:
    """Write many events, in the caller's transaction and in few statements."""
    AuditEvent.objects.bulk_create(events)


def record(
    *,
    by: Any,
    verb: str,
    on: models.Model | NoRow,
    label: str = "",
    data: dict[str, Any] | None = None,
    now: datetime | None = None,
) -> AuditEvent:
    """Write that `by` (a user, or None for the system) did `verb` to `on`, in the caller's transaction.

    `verb` is a dotted name such as "request.position_stated"; `data` must be JSON and hold no secret.
    """
    written = event(by=by, verb=verb, on=on, label=label, data=data, now=now)
    written.save(force_insert=True)
    return written
