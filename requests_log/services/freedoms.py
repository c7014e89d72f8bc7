"""Freedoms: what any area may do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import require
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record as record_audit
from requests_log.models import OPEN_STATUSES, Action, Freedom, LoggedRequest, Status
from requests_log.services.core import Change, MovedOn, StaleVersion, changed_record, write


@transaction.atomic
def declare_freedom(
    entry: LoggedRequest, *, by: Any, expected_version: int, text: str, now: datetime | None = None
) -> Freedom:
    """Declare what any area may do, on the strength of a position or an outcome. Everybody can find it.

    `expected_version` is the `shared_version` the writer saw. Raises StaleVersion, NotPermitted, ValidationError.
    """
    require(by, Permission.RESOLVE, on=entry)
    if not text.strip():
        raise ValidationError({"freedom": "Enter what any area can do."})
    now = now or timezone.now()
    declared = {"text": text, "by": str(by), "at": now.isoformat()}

    def make(current: LoggedRequest) -> Change:
        if current.shared_version != expected_version:
            raise StaleVersion(current)
        if current.status not in (*OPEN_STATUSES, Status.ADDRESSED):
            raise MovedOn("A freedom can be declared once the request has been accepted.")
        return Change(Action.FREEDOM, changed_record(current, freedom=declared), shared=True)

    write(entry, make, by=by, now=now)
    return keep_freedom(entry, text=text, by=by, now=now)


def keep_freedom(entry: LoggedRequest, *, text: str, by: Any, now: datetime) -> Freedom:
    """Keep the row that makes the freedom findable."""
    freedom, _ = Freedom.objects.update_or_create(
        entry=entry, defaults={"text": text, "declared_by": by, "declared_at": now}
    )
    record_audit(by=by, verb="freedom.declared", on=freedom, label=entry.reference, now=now)
    return freedom
