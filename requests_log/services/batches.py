"""Changes to many requests at once, and their reversal as a whole by new revisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
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
from requests_log.services.core import (
    ENTRIES_PER_STATEMENT,
    RECORDED_FIELDS,
    Change,
    MovedOn,
    StaleVersion,
    commit_many,
    expect,
)
from requests_log.services.naming import (
    DepartmentsNamed,
    areas_from_record,
    departments_from_record,
    set_areas,
    set_departments,
    set_departments_of_all,
    with_lead,
)
from requests_log.services.triage import make_change

REVERSIBLE = (ChangeBatch.Kind.IMPORT, ChangeBatch.Kind.BULK)
FAULTS_NAMED = 20
NAMED = ("areas", "scope", "departments", "department_scope")
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
    ValidationError (naming the request) and changes none. One conditional UPDATE each, the rest in few statements.
    """
    require(by, Permission.BULK_CHANGE)
    if unknown := set(changes) - {"timescale", "due_on", "workstream"}:
        raise TypeError(f"a bulk change does not change {', '.join(sorted(unknown))}")
    _check_bulk(entries, reason=reason, changes_something=bool(changes) or departments is not None)
    now = now or timezone.now()
    batch = ChangeBatch.objects.create(kind=ChangeBatch.Kind.BULK, by=by, at=now, reason=reason.strip())
    changed = _change_all(
        _locked(entries),
        expected_versions,
        by=by,
        departments=with_lead(departments) if departments is not None else None,
        reason=reason,
        now=now,
        batch=batch,
        changes=changes,
    )
    if not changed:
        raise ValidationError({"timescale": "All selected requests already say so. Nothing was changed."})
    batch.summary = {"changed": changed}
    batch.save(update_fields=["summary"])
    record_audit(by=by, verb="register.bulk_changed", on=batch, data={"changed": changed}, now=now)
    return batch


def _check_bulk(entries: Sequence[LoggedRequest], *, reason: str, changes_something: bool) -> None:
    errors = {}
    if not reason.strip():
        errors["reason"] = "Enter the reason for the change."
    if not changes_something:
        errors["timescale"] = "Choose what to change."
    if not entries:
        errors["entries"] = "Select at least one request."
    if errors:
        raise ValidationError(errors)


def _locked(entries: Sequence[LoggedRequest]) -> list[LoggedRequest]:
    """`entries` as they are now, in one query; nobody else changes them until the transaction ends."""
    rows = LoggedRequest.objects.select_related("workstream").select_for_update(of=("self",)).order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[entry.pk for entry in entries])}
    return [found[entry.pk] for entry in entries]


def _change_all(
    entries: Sequence[LoggedRequest],
    expected_versions: dict[int, int],
    *,
    by: Any,
    now: datetime,
    departments: DepartmentsNamed | None,
    **terms: Any,
) -> list[str]:
    """Write what changes; the references of the requests that did not say so already."""
    pairs = []
    for entry in entries:
        _expect_open(entry, expected_versions)
        change = make_change(entry, areas=None, departments=departments, now=now, **terms)
        if change is not None:
            pairs.append((entry, change))
    commit_many(pairs, by=by, now=now)
    changed = [entry for entry, _ in pairs]
    if departments is not None:
        set_departments_of_all(changed, departments)
    return [entry.reference for entry in changed]


def _expect_open(entry: LoggedRequest, expected_versions: dict[int, int]) -> None:
    if entry.status not in OPEN_STATUSES:
        raise ValidationError({"entries": f"{entry.reference} is {entry.get_status_display().lower()}. Leave it out."})
    if entry.pk not in expected_versions:
        raise StaleVersion(entry)
    expect(entry, shared_version=expected_versions[entry.pk])


def reversal_faults(batch: ChangeBatch) -> list[str]:
    """Why `batch` cannot be reversed, a sentence each; empty: it can. Requests changed since stand in the way."""
    if batch.kind not in REVERSIBLE:
        return ["Only an import or a bulk change can be reversed."]
    if ChangeBatch.objects.filter(reverses=batch).exists():
        return ["It has been reversed already."]
    moved_on = _moved_on(batch)
    advice = "Change it back by hand, or leave the change as it is."
    faults = [f"{reference} has changed since. {advice}" for reference in moved_on[:FAULTS_NAMED]]
    more = len(moved_on) - FAULTS_NAMED
    return faults + ([f"{more:,} more requests have changed since."] if more > 0 else [])


def _moved_on(batch: ChangeBatch) -> list[str]:
    """References of the requests that have a version later than what `batch` made, in two queries."""
    last = dict(batch.revisions.order_by("version").values_list("entry_id", "version"))
    rows = LoggedRequest.objects.filter(revisions__batch=batch).distinct().order_by("pk")
    return [
        reference for pk, reference, version in rows.values_list("pk", "reference", "version") if version > last[pk]
    ]


def _span(batch: ChangeBatch) -> Span:
    """Each request that `batch` changed with the first and last version it made."""
    versions: dict[int, list[int]] = {}
    for entry_id, version in batch.revisions.order_by().values_list("entry_id", "version"):
        versions.setdefault(entry_id, []).append(version)
    entries = LoggedRequest.objects.filter(pk__in=versions).order_by("pk")
    return [(entry, min(versions[entry.pk]), max(versions[entry.pk])) for entry in entries]


@transaction.atomic
def reverse_batch(batch: ChangeBatch, *, by: Any, reason: str, now: datetime | None = None) -> ChangeBatch:
    """Undo an import or a bulk change as a whole: each request gets a new revision that says what it said before.

    A request that the batch made is withdrawn. Raises MovedOn, a sentence each, where a request has changed since.
    """
    require(by, Permission.REVERSE_CHANGES)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the change is reversed."})
    ChangeBatch.objects.select_for_update().get(pk=batch.pk)  # of two at once, the second finds it reversed
    if faults := reversal_faults(batch):
        raise MovedOn(faults)
    now = now or timezone.now()
    reversal = ChangeBatch.objects.create(
        kind=ChangeBatch.Kind.REVERSAL, by=by, at=now, reason=reason.strip(), reverses=batch
    )
    span = _span(batch)
    _restore(span, by=by, now=now, batch=reversal, reason=reason)
    reversal.summary = {"changed": [entry.reference for entry, _, _ in span]}
    reversal.save(update_fields=["summary"])
    record_audit(by=by, verb="register.reversed", on=reversal, data={"reverses": batch.pk}, now=now)
    return reversal


Span = list[tuple[LoggedRequest, int, int]]


def _restore(span: Span, *, by: Any, now: datetime, batch: ChangeBatch, reason: str) -> None:
    """Give every request of `span` the revision that undoes the batch; statements grow little with their number."""
    befores = _befores(span)
    links = Links(Department.objects.in_bulk(), Workstream.objects.in_bulk())
    changes, moved = [], []
    for entry, _first, last in span:
        if entry.version != last:
            raise StaleVersion(entry)
        before = befores.get(entry.pk)
        record = _withdrawn(entry.record) if before is None else _restored(entry.record, before)
        if any(record[name] != entry.record[name] for name in NAMED):
            moved.append(entry)
        fields = _columns(record, links)
        change = Change(Action.REVERSED, record, fields=fields, reason=reason, shared=True, position=True, batch=batch)
        changes.append((entry, change))
    commit_many(changes, by=by, now=now)
    for entry in moved:
        _restore_names(entry)
    without = [entry.pk for entry, _, _ in span if not entry.record.get("freedom")]
    for start in range(0, len(without), ENTRIES_PER_STATEMENT):
        Freedom.objects.filter(entry__in=without[start : start + ENTRIES_PER_STATEMENT]).delete()


def _befores(span: Span) -> dict[int, dict[str, Any]]:
    """What each request said before the batch, by primary key; those that the batch made have none."""
    by_version: dict[int, list[int]] = defaultdict(list)
    for entry, first, _last in span:
        by_version[first - 1].append(entry.pk)
    found: dict[int, dict[str, Any]] = {}
    for version, keys in by_version.items():
        for start in range(0, len(keys), ENTRIES_PER_STATEMENT):
            chunk = keys[start : start + ENTRIES_PER_STATEMENT]
            rows = Revision.objects.filter(version=version, entry__in=chunk).order_by()
            found |= dict(rows.values_list("entry_id", "data"))
    return found


def _restore_names(entry: LoggedRequest) -> None:
    """Bring the rows of areas and departments to what the record of `entry` says again."""
    record = entry.record
    label = record["areas_label"] if record["areas_printed"] else ""
    set_areas(entry, areas_from_record(record["areas"], scope=record["scope"], label=label))
    set_departments(
        entry,
        departments_from_record(
            record["departments"], scope=record["department_scope"], label="", lead_id=record["lead_id"]
        ),
    )


def _withdrawn(present: dict[str, Any]) -> dict[str, Any]:
    """The record of a request that the batch made: it is taken back."""
    no_outcome = {"outcome": "", "outcome_text": "", "outcome_on": None, "persists": False}
    return {**present, **no_outcome, "status": Status.WITHDRAWN.value, "freedom": None}


def _restored(present: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """The earlier record, its parts with versions that go on counting, so that no stale form fits them."""
    parts = {}
    for name in {*present.get("parts", {}), *before.get("parts", {})}:
        was = before["parts"].get(name, {"position": None, "area_position": None})
        count = present["parts"].get(name, {}).get("version", 0)
        parts[name] = {**was, "version": count + 1}
    return {**before, "parts": parts}


@dataclass(frozen=True)
class Links:
    """The rows that a record points to, by primary key."""

    departments: dict[int, Department]
    workstreams: dict[int, Workstream]


def _columns(record: dict[str, Any], links: Links) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name in RECORDED_FIELDS:
        value = record[name]
        columns[name] = date.fromisoformat(value) if name in DATES and value else value
    columns["lead"] = links.departments[record["lead_id"]] if record["lead_id"] else None
    workstream = record["workstream"]
    columns["workstream"] = links.workstreams[workstream["id"]] if workstream else None
    return columns
