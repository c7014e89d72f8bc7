"""The one way to write an audit event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from cbtracker.audit.models import AuditEvent


def record(
    *,
    by: Any,
    verb: str,
    on: models.Model,
    label: str = "",
    data: dict[str, Any] | None = None,
    now: datetime | None = None,
) -> AuditEvent:
    """Write that `by` (a user, or None for the system) did `verb` to `on`, in the caller's transaction.

    `verb` is a dotted name such as "request.position_stated"; `data` must be JSON and hold no secret.
    """
    return AuditEvent.objects.create(
        at=now or timezone.now(),
        actor_id=getattr(by, "pk", None),
        actor_name=str(by) if by is not None else "cbtracker",
        verb=verb,
        object_type=on._meta.label_lower,
        object_id=str(on.pk),
        object_label=(label or str(on))[:200],
        data=data or {},
    )
