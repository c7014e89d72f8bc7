"""How a change to a request is claimed and kept: conditional UPDATE, revision and audit in one transaction."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Case, DateTimeField, F, Value, When
from django.utils import timezone

from cbtracker.audit.models import AuditEvent
from cbtracker.audit.services import event, record_all
from cbtracker.web.overtaken import Overtaken
from requests_log.models import ChangeBatch, LoggedRequest, RequestDepartment, Revision
from requests_log.records import for_areas, printed, standings, worst_confidence

RETRIES = 50
ENTRIES_PER_STATEMENT = 500
RECORDED_FIELDS = (
    "reference",
    "issue",
    "detail",
    "kind",
    "nature",
    "theme",
    "scope",
    "areas_label",
    "areas_printed",
    "department_scope",
    "departments_label",
    "departments_printed",
    "status",
    "timescale",
    "due_on",
    "attention",
    "attention_since",
    "attention_reason",
    "contact",
    "outcome",
    "outcome_text",
    "outcome_on",
    "persists",
    "raised_on",
    "source",
    "paper_order",
)


class StaleVersion(Overtaken):
    """Somebody else changed what the writer saw. `entry` is the request as it is now; nothing was written."""

    def __init__(self, entry: LoggedRequest) -> None:
        super().__init__(entry, f"{entry.reference} has changed since it was read")
        self.entry = entry


class MovedOn(ValidationError):
    """What there is has moved on, so that this cannot be done: a request's status, or a batch. Nothing was written."""


class _Moved(Exception):
    """The row was no longer at the version that was read."""


@dataclass
class Change:
    """One revision to be: which columns change, what the record says then, and which tokens move."""

    action: str
    record: dict[str, Any]
    fields: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    area_visible: bool = True
    shared: bool = False
    position: bool = False
    fresh_departments: frozenset[int] | None = frozenset()
    batch: ChangeBatch | None = None
    audit: dict[str, Any] = field(default_factory=dict)


def plain(value: Any) -> Any:
    """`value` as JSON keeps it: dates as ISO 8601, choices as their value."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value.value if hasattr(value, "value") else value


def changed_record(entry: LoggedRequest, **fields: Any) -> dict[str, Any]:
    """A copy of the request's record with `fields` (columns of RECORDED_FIELDS, or keys of the record) replaced."""
    record = copy.deepcopy(entry.record)
    record.update({name: plain(value) for name, value in fields.items()})
    return record


def derived_columns(record: dict[str, Any]) -> dict[str, Any]:
    """The columns that repeat the record's standing positions for lists and search."""
    columns: dict[str, Any] = {}
    for prefix, whitehall in (("", True), ("area_", False)):
        found = standings(record, whitehall=whitehall)
        columns[f"{prefix}position_text"] = printed(found)
        columns[f"{prefix}confidence"] = worst_confidence(found)
        columns[f"{prefix}fresh_at"] = max((row.fresh_at for row in found), default=None)
    return columns


def claim(entry: LoggedRequest, columns: dict[str, Any]) -> bool:
    """UPDATE the request if it still is at the version that was read; whether it was (DESIGN rule 4)."""
    return LoggedRequest.objects.filter(pk=entry.pk, version=entry.version).update(**columns) == 1


def _effective(entry: LoggedRequest, now: datetime, effective_at: datetime | None) -> datetime:
    if effective_at is None:
        return max(now, entry.effective_at)
    if effective_at < entry.effective_at:
        raise ValidationError(f"{entry.reference} already has a change that took effect later. Choose a later date.")
    if effective_at > now:
        raise ValidationError("The date it takes effect must not be in the future.")
    return effective_at


def commit(
    entry: LoggedRequest, change: Change, *, by: Any, now: datetime, effective_at: datetime | None = None
) -> Revision:
    """Write `change`: claim the row, then keep the revision and the audit event. Raises _Moved when overtaken."""
    _claim_for(entry, change, now=now, effective_at=effective_at)
    _touch_departments([entry], entry.status, change.fresh_departments, now)
    revision = _revision_of(entry, change, by=by, now=now)
    revision.save(force_insert=True)
    _audit_of(entry, change, by=by, now=now).save(force_insert=True)
    return revision


def commit_many(
    changes: Sequence[tuple[LoggedRequest, Change]],
    *,
    by: Any,
    now: datetime,
    effective_at: datetime | None = None,
) -> None:
    """Write many changes, each request once: one conditional UPDATE each, the rest in few statements.

    Raises StaleVersion for a request that is no longer at the version it was read at; the caller's
    transaction must then be taken back.
    """
    touched: dict[tuple[str, frozenset[int] | None], list[LoggedRequest]] = defaultdict(list)
    for entry, change in changes:
        try:
            _claim_for(entry, change, now=now, effective_at=effective_at)
        except _Moved:
            entry.refresh_from_db()
            raise StaleVersion(entry) from None
        touched[entry.status, change.fresh_departments].append(entry)
    for (status, fresh), entries in touched.items():
        for start in range(0, len(entries), ENTRIES_PER_STATEMENT):
            _touch_departments(entries[start : start + ENTRIES_PER_STATEMENT], status, fresh, now)
    Revision.objects.bulk_create(_revision_of(entry, change, by=by, now=now) for entry, change in changes)
    record_all(_audit_of(entry, change, by=by, now=now) for entry, change in changes)


def _claim_for(entry: LoggedRequest, change: Change, *, now: datetime, effective_at: datetime | None) -> None:
    """Bring `entry`, in the database and in memory, to what `change` says. Raises _Moved when overtaken."""
    columns = {
        **change.fields,
        **derived_columns(change.record),
        "record": change.record,
        "version": entry.version + 1,
        "area_version": entry.area_version + change.area_visible,
        "shared_version": entry.shared_version + change.shared,
        "position_version": entry.position_version + change.position,
        "effective_at": _effective(entry, now, effective_at),
        "updated_at": now,
        "area_updated_at": now if change.area_visible else entry.area_updated_at,
    }
    if not claim(entry, columns):
        raise _Moved
    for name, value in columns.items():
        setattr(entry, name, value)


def _touch_departments(
    entries: Sequence[LoggedRequest], status: str, fresh_departments: frozenset[int] | None, now: datetime
) -> None:
    columns: dict[str, Any] = {"status": status, "updated_at": now}
    if fresh_departments is None:
        columns["fresh_at"] = now
    elif fresh_departments:
        own = When(department_id__in=fresh_departments, then=Value(now))
        columns["fresh_at"] = Case(own, default=F("fresh_at"), output_field=DateTimeField())
    RequestDepartment.objects.filter(entry__in=[entry.pk for entry in entries]).update(**columns)


def _revision_of(entry: LoggedRequest, change: Change, *, by: Any, now: datetime) -> Revision:
    """The unsaved revision of `entry`, which `change` has been claimed for."""
    return Revision(
        entry=entry,
        version=entry.version,
        area_version=entry.area_version,
        area_visible=change.area_visible,
        action=change.action,
        reason=change.reason,
        by=by,
        by_name=str(by) if by is not None else "cbtracker",
        effective_at=entry.effective_at,
        recorded_at=max(now, entry.effective_at),
        batch=change.batch,
        data=change.record,
    )


def _audit_of(entry: LoggedRequest, change: Change, *, by: Any, now: datetime) -> AuditEvent:
    return event(
        by=by,
        verb=f"request.{change.action}",
        on=entry,
        label=entry.reference,
        data={"version": entry.version, "area_visible": change.area_visible, **change.audit},
        now=now,
    )


def write(
    entry: LoggedRequest,
    make: Callable[[LoggedRequest], Change],
    *,
    by: Any,
    now: datetime | None = None,
    effective_at: datetime | None = None,
) -> Revision:
    """Make a change of the request as it is and write it; make it again when another write came between.

    `make` looks at the request, raises StaleVersion or ValidationError where the writer's premise no longer
    holds, and returns the Change. So an unrelated write never costs anybody a conflict, and a related one always does.
    """
    now = now or timezone.now()
    for _ in range(RETRIES):
        change = make(entry)
        try:
            return commit(entry, change, by=by, now=now, effective_at=effective_at)
        except _Moved:
            entry.refresh_from_db()
    raise StaleVersion(entry)


def expect(entry: LoggedRequest, *, shared_version: int) -> None:
    """Raise StaleVersion unless the shared fields are at the version the writer saw."""
    if entry.shared_version != shared_version:
        raise StaleVersion(entry)


def area_record(entry: LoggedRequest) -> dict[str, Any]:
    """The request's record as an area may read it."""
    return for_areas(entry.record)
