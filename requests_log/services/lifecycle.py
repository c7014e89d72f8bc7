"""How a request ends, and starts again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import require
from cbtracker.accounts.permissions import Permission
from cbtracker.outbox.services import enqueue
from requests_log.models import (
    FREEDOM_OUTCOMES,
    OPEN_STATUSES,
    Action,
    ChangeBatch,
    LoggedRequest,
    Outcome,
    RequestLink,
    Revision,
    Status,
)
from requests_log.services.core import Change, MovedOn, changed_record, expect, write
from requests_log.services.freedoms import keep_freedom

NO_OUTCOME: dict[str, Any] = {"outcome": "", "outcome_text": "", "outcome_on": None, "persists": False}


def _move(
    entry: LoggedRequest,
    action: Action,
    *,
    allowed: tuple[Status, ...],
    fields: dict[str, Any],
    recorded: dict[str, Any] | None = None,
    reason: str = "",
    batch: ChangeBatch | None = None,
) -> Change:
    if entry.status not in allowed:
        raise MovedOn(
            f"{entry.reference} is {entry.get_status_display().lower()}, so this cannot be done. See what has changed."
        )
    record = changed_record(entry, **fields, **(recorded or {}))
    return Change(action, record, fields=fields, reason=reason, shared=True, batch=batch)


def _tell_raiser(entry: LoggedRequest, revision: Revision, kind: str, *, by: Any, now: datetime) -> None:
    if entry.raised_by_id and entry.raised_by_id != getattr(by, "pk", None):
        enqueue(
            kind=kind,
            dedupe_key=f"{kind}:{revision.pk}",
            recipient=entry.raised_by_id,
            payload={"entry": entry.pk, "version": revision.version},
            now=now,
        )


def _check_outcome(outcome: str, text: str, freedom: str) -> None:
    errors = {}
    if outcome not in Outcome.values:
        errors["outcome"] = "Choose how the request ended."
    if not text.strip():
        errors["text"] = "Enter the outcome."
    if freedom.strip() and outcome not in FREEDOM_OUTCOMES:
        errors["freedom"] = "Only an outcome that lets areas do something declares a freedom."
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def mark_addressed(
    entry: LoggedRequest,
    *,
    by: Any,
    expected_version: int,
    outcome: str,
    text: str,
    freedom: str = "",
    on: date | None = None,
    now: datetime | None = None,
    effective_at: datetime | None = None,
) -> Revision:
    """Say how the request ended: an outcome type and its text; `freedom` says what any area may do because of it.

    `expected_version` is the `shared_version` the writer saw. Raises StaleVersion, NotPermitted, ValidationError.
    """
    require(by, Permission.RESOLVE, on=entry)
    _check_outcome(outcome, text, freedom)
    now = now or timezone.now()
    fields = {
        "status": Status.ADDRESSED,
        "outcome": outcome,
        "outcome_text": text,
        "outcome_on": on or timezone.localdate(effective_at or now),
    }
    declared = {"freedom": {"text": freedom, "by": str(by), "at": now.isoformat()}} if freedom.strip() else {}

    def make(current: LoggedRequest) -> Change:
        expect(current, shared_version=expected_version)
        return _move(current, Action.ADDRESSED, allowed=OPEN_STATUSES, fields=fields, recorded=declared)

    revision = write(entry, make, by=by, now=now, effective_at=effective_at)
    if freedom.strip():
        keep_freedom(entry, text=freedom, by=by, now=now)
    _tell_raiser(entry, revision, "request_addressed", by=by, now=now)
    return revision


@transaction.atomic
def reopen(
    entry: LoggedRequest,
    *,
    by: Any,
    expected_version: int,
    reason: str,
    timescale: str = "",
    now: datetime | None = None,
    effective_at: datetime | None = None,
) -> Revision:
    """Open an addressed, withdrawn or duplicate request again; needs a reason. The outcome moves to its history."""
    require(by, Permission.RESOLVE, on=entry)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the request is opened again."})
    now = now or timezone.now()

    def make(current: LoggedRequest) -> Change:
        expect(current, shared_version=expected_version)
        chosen = timescale or current.timescale or "after_april"
        fields = {**NO_OUTCOME, "status": Status.REOPENED, "timescale": chosen}
        allowed = (Status.ADDRESSED, Status.WITHDRAWN, Status.DUPLICATE)
        return _move(
            current, Action.REOPENED, allowed=allowed, fields=fields, recorded={"objection": None}, reason=reason
        )

    revision = write(entry, make, by=by, now=now, effective_at=effective_at)
    RequestLink.objects.filter(from_entry=entry, kind=RequestLink.Kind.DUPLICATE).delete()
    _tell_raiser(entry, revision, "request_reopened", by=by, now=now)
    return revision


@transaction.atomic
def withdraw(
    entry: LoggedRequest, *, by: Any, expected_version: int, reason: str, now: datetime | None = None
) -> Revision:
    """Take a request back, for the area that made it or by the secretariat; needs a reason.

    A request of several areas is not for one of them to take back from the others. Raises NotPermitted.
    """
    require(by, Permission.WITHDRAW, on=entry)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the request is withdrawn."})

    def make(current: LoggedRequest) -> Change:
        expect(current, shared_version=expected_version)
        allowed = (Status.RAISED, *OPEN_STATUSES)
        return _move(current, Action.WITHDRAWN, allowed=allowed, fields={"status": Status.WITHDRAWN}, reason=reason)

    return write(entry, make, by=by, now=now)


@transaction.atomic
def mark_duplicate(
    entry: LoggedRequest,
    *,
    by: Any,
    expected_version: int,
    of: LoggedRequest,
    reason: str = "",
    now: datetime | None = None,
) -> Revision:
    """Say that `entry` asks the same as `of`: they are linked, no text is merged."""
    require(by, Permission.TRIAGE, on=entry)
    if of.pk == entry.pk:
        raise ValidationError({"of": "Choose another request."})
    if of.status == Status.DUPLICATE:
        raise ValidationError({"of": f"{of.reference} is a duplicate itself. Choose the request it duplicates."})

    def make(current: LoggedRequest) -> Change:
        expect(current, shared_version=expected_version)
        allowed = (Status.RAISED, *OPEN_STATUSES)
        return _move(
            current,
            Action.DUPLICATE,
            allowed=allowed,
            fields={"status": Status.DUPLICATE},
            recorded={"duplicate_of": of.reference},
            reason=reason,
        )

    revision = write(entry, make, by=by, now=now)
    RequestLink.objects.create(from_entry=entry, to_entry=of, kind=RequestLink.Kind.DUPLICATE)
    return revision
