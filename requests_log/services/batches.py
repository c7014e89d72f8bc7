"""Changes to many requests at once, and their reversal as a whole by new revisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import require
from areas.models import Department
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record as record_audit
from requests_log.models import (
    OPEN_STATUSES,
    Action,
    ChangeBatch,
    Freedom,
    LoggedRequest,
    Revision,
    Status,
    Workstream,
)
from requests_log.services.core import RECORDED_FIELDS, Change, StaleVersion, write
from requests_log.services.naming import (
    DepartmentsNamed,
    areas_from_record,
    departments_from_record,
    set_areas,
    set_departments,
)
from requests_log.services.triage import apply_triage

REVERSIBLE = (ChangeBatch.Kind.IMPORT, ChangeBatch.Kind.BULK)
DATES = frozenset({"due_on", "attention_since", "outcome_on", "raised_on"})


@transaction.atomic
def bulk_change(
    entries: Sequence[LoggedRequest],
    *,
    by: Any,
    expected_versions: dict[int, int],
    reason: str,
    departments: DepartmentsNamed | None = None,
    now: datetime | None = None,
    **changes: Any,
) -> ChangeBatch:
    """Change timescale, due date or departments of a selection, each with its own revision, for one reason.

    `expected_versions` gives the `shared_version` seen, by primary key. All or nothing: raises StaleVersion or
    ValidationError (naming the request) and changes none.
    """
    require(by, Permission.BULK_CHANGE)
    if unknown := set(changes) - {"timescale", "due_on", "workstream"}:
        raise TypeError(f"a bulk change does not change {', '.join(sorted(unknown))}")
    errors = {}
    if not reason.strip():
        errors["reason"] = "Enter the reason for the change."
    if not changes and departments is None:
        errors["timescale"] = "Choose what to change."
    if not entries:
        errors["entries"] = "Select at least one request."
    if errors:
        raise ValidationError(errors)
    now = now or timezone.now()
    batch = ChangeBatch.objects.create(kind=ChangeBatch.Kind.BULK, by=by, at=now, reason=reason.strip())
    changed = [
        entry.reference
        for entry in entries
        if _change_one(entry, by, expected_versions, departments, reason, now, batch, changes)
    ]
    if not changed:
        raise ValidationError({"timescale": "All selected requests already say so. Nothing was changed."})
    batch.summary = {"changed": changed}
    batch.save(update_fields=["summary"])
    record_audit(by=by, verb="register.bulk_changed", on=batch, data={"changed": changed}, now=now)
    return batch


def _change_one(
    entry: LoggedRequest,
    by: Any,
    expected_versions: dict[int, int],
    departments: DepartmentsNamed | None,
    reason: str,
    now: datetime,
    batch: ChangeBatch,
    changes: dict[str, Any],
) -> bool:
    if entry.status not in OPEN_STATUSES:
        raise ValidationError({"entries": f"{entry.reference} is {entry.get_status_display().lower()}. Leave it out."})
    if entry.pk not in expected_versions:
        raise StaleVersion(entry)
    revision = apply_triage(
        entry,
        by=by,
        expected_version=expected_versions[entry.pk],
        areas=None,
        departments=departments,
        reason=reason,
        now=now,
        batch=batch,
        changes=changes,
    )
    return revision is not None


def reversal_faults(batch: ChangeBatch) -> list[str]:
    """Why `batch` cannot be reversed, a sentence each; empty: it can. Requests changed since stand in the way."""
    if batch.kind not in REVERSIBLE:
        return ["Only an import or a bulk change can be reversed."]
    if ChangeBatch.objects.filter(reverses=batch).exists():
        return ["It has been reversed already."]
    faults = []
    for entry, _first, last in _span(batch):
        if entry.version > last:
            faults.append(f"{entry.reference} has changed since. Change it back by hand, or leave the change as it is.")
    return faults


def _span(batch: ChangeBatch) -> list[tuple[LoggedRequest, int, int]]:
    """Each request that `batch` changed with the first and last version it made."""
    versions: dict[int, list[int]] = {}
    for entry_id, version in batch.revisions.order_by().values_list("entry_id", "version"):
        versions.setdefault(entry_id, []).append(version)
    entries = LoggedRequest.objects.filter(pk__in=versions).order_by("pk")
    return [(entry, min(versions[entry.pk]), max(versions[entry.pk])) for entry in entries]


@transaction.atomic
def reverse_batch(batch: ChangeBatch, *, by: Any, reason: str, now: datetime | None = None) -> ChangeBatch:
    """Undo an import or a bulk change as a whole: each request gets a new revision that says what it said before.

    A request that the batch made is withdrawn. Raises ValidationError where a request has changed since.
    """
    require(by, Permission.REVERSE_CHANGES)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the change is reversed."})
    if faults := reversal_faults(batch):
        raise ValidationError(faults)
    now = now or timezone.now()
    reversal = ChangeBatch.objects.create(
        kind=ChangeBatch.Kind.REVERSAL, by=by, at=now, reason=reason.strip(), reverses=batch
    )
    reversed_ones = []
    for entry, first, last in _span(batch):
        before = Revision.objects.filter(entry=entry, version__lt=first).order_by("-version").first()
        _restore(entry, before, last, by=by, now=now, batch=reversal, reason=reason)
        reversed_ones.append(entry.reference)
    reversal.summary = {"changed": reversed_ones}
    reversal.save(update_fields=["summary"])
    record_audit(by=by, verb="register.reversed", on=reversal, data={"reverses": batch.pk}, now=now)
    return reversal


def _restore(
    entry: LoggedRequest,
    before: Revision | None,
    last: int,
    *,
    by: Any,
    now: datetime,
    batch: ChangeBatch,
    reason: str,
) -> None:
    def make(current: LoggedRequest) -> Change:
        if current.version != last:
            raise StaleVersion(current)
        if before is None:
            gone = {
                "status": Status.WITHDRAWN,
                "outcome": "",
                "outcome_text": "",
                "outcome_on": None,
                "persists": False,
            }
            record = current.record | gone | {"status": Status.WITHDRAWN.value, "freedom": None}
            return Change(Action.REVERSED, record, fields=gone, reason=reason, shared=True, position=True, batch=batch)
        record = _restored(current.record, before.data)
        fields = _columns(record)
        return Change(Action.REVERSED, record, fields=fields, reason=reason, shared=True, position=True, batch=batch)

    write(entry, make, by=by, now=now)
    if before is not None:
        record = entry.record
        label = record["areas_label"] if record["areas_printed"] else ""
        set_areas(entry, areas_from_record(record["areas"], scope=record["scope"], label=label))
        set_departments(
            entry,
            departments_from_record(
                record["departments"], scope=record["department_scope"], label="", lead_id=record["lead_id"]
            ),
        )
    if not entry.record.get("freedom"):
        Freedom.objects.filter(entry=entry).delete()


def _restored(present: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """The earlier record, its parts with versions that go on counting, so that no stale form fits them."""
    parts = {}
    for name in {*present.get("parts", {}), *before.get("parts", {})}:
        was = before["parts"].get(name, {"position": None, "area_position": None})
        count = present["parts"].get(name, {}).get("version", 0)
        parts[name] = {**was, "version": count + 1}
    return {**before, "parts": parts}


def _columns(record: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name in RECORDED_FIELDS:
        value = record[name]
        columns[name] = date.fromisoformat(value) if name in DATES and value else value
    columns["lead"] = Department.objects.get(pk=record["lead_id"]) if record["lead_id"] else None
    workstream = record["workstream"]
    columns["workstream"] = Workstream.objects.get(pk=workstream["id"]) if workstream else None
    return columns
