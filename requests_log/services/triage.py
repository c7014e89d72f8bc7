"""Triage: whom a request is made of, by when, through what; and later changes to the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import require
from cbtracker.accounts.permissions import Permission
from requests_log.models import (
    OPEN_STATUSES,
    Action,
    ChangeBatch,
    DepartmentScope,
    LoggedRequest,
    Revision,
    Status,
    Timescale,
)
from requests_log.services.core import Change, changed_record, expect, write
from requests_log.services.naming import (
    AreasNamed,
    DepartmentsNamed,
    check_areas,
    set_areas,
    set_departments,
    with_lead,
    with_members,
)

REASON_LENGTH = 1000
PLAIN_FIELDS = frozenset(
    {
        "issue",
        "detail",
        "kind",
        "nature",
        "theme",
        "timescale",
        "due_on",
        "workstream",
        "attention",
        "attention_since",
        "attention_reason",
        "contact",
        "source",
        "raised_on",
    }
)


def _workstream_record(workstream: Any) -> dict[str, Any] | None:
    return {"id": workstream.pk, "slug": workstream.slug, "name": workstream.name} if workstream else None


def _settle(entry: LoggedRequest, changes: dict[str, Any], now: datetime) -> dict[str, Any]:
    """`changes` with what follows from them: a workstream only with its timescale, attention with its date."""
    after = {name: getattr(entry, name) for name in PLAIN_FIELDS} | changes
    settled = dict(changes)
    if after["timescale"] != Timescale.WORKSTREAM and after["workstream"] is not None:
        settled["workstream"] = None
    if not after["attention"]:
        settled |= {"attention_since": None, "attention_reason": ""}
    elif after["attention"] != entry.attention and not changes.get("attention_since"):
        settled["attention_since"] = timezone.localdate(now)
    return {name: value for name, value in settled.items() if getattr(entry, name) != value}


def _check(entry: LoggedRequest, changes: dict[str, Any], departments: DepartmentsNamed | None, reason: str) -> None:
    errors: dict[str, str] = {}
    if "issue" in changes and not changes["issue"].strip():
        errors["issue"] = "Enter the issue."
    if not changes.get("timescale", entry.timescale) and entry.status in (Status.RAISED, *OPEN_STATUSES):
        errors["timescale"] = "Choose a timescale."
    if departments is not None and not departments.items and departments.scope == DepartmentScope.NAMED:
        errors["departments"] = "Choose at least one department, or all departments."
    if changes.get("attention") and not changes.get("attention_reason", entry.attention_reason).strip():
        errors["attention_reason"] = "Enter why it needs attention at this level."
    if is_slip(entry, changes.get("due_on", entry.due_on)) and not reason.strip():
        errors["reason"] = "Enter why the due date has slipped."
    if errors:
        raise ValidationError(errors)


def is_slip(entry: LoggedRequest, due_on: date | None) -> bool:
    """Whether moving the due date of `entry` to `due_on` (blank: no date any more) puts it off."""
    return entry.due_on is not None and (due_on is None or due_on > entry.due_on)


def _action(entry: LoggedRequest, changes: dict[str, Any]) -> Action:
    if entry.status == Status.RAISED:
        return Action.TRIAGED
    if "due_on" in changes and is_slip(entry, changes["due_on"]):
        return Action.SLIPPED
    return Action.CHANGED


def make_change(
    entry: LoggedRequest,
    *,
    changes: dict[str, Any],
    areas: AreasNamed | None,
    departments: DepartmentsNamed | None,
    reason: str,
    now: datetime,
    batch: ChangeBatch | None = None,
) -> Change | None:
    """The change that triage makes of `entry`, or None when nothing would change. Raises ValidationError by field."""
    areas, departments = _keep_labels(entry, areas, departments)
    changes = _settle(entry, changes, now)
    _check(entry, changes, departments, reason)
    fields: dict[str, Any] = dict(changes)
    recorded: dict[str, Any] = {name: value for name, value in changes.items() if name != "workstream"}
    if "workstream" in changes:
        recorded["workstream"] = _workstream_record(changes["workstream"])
    if areas is not None:
        check_areas(areas)
        fields |= areas.columns()
        recorded |= {**areas.columns(), "areas": areas.record()}
    if departments is not None:
        columns = departments.columns()
        fields |= columns
        lead = columns.pop("lead")
        recorded |= {
            **columns,
            "departments": departments.record(),
            "lead": lead.abbreviation if lead else "",
            "lead_id": lead.pk if lead else None,
        }
    if entry.status == Status.RAISED:
        fields["status"] = recorded["status"] = Status.ACCEPTED
    record = changed_record(entry, **recorded)
    if record == entry.record:
        return None
    return Change(
        action=_action(entry, changes), record=record, fields=fields, reason=reason.strip(), shared=True, batch=batch
    )


def _keep_labels(
    entry: LoggedRequest, areas: AreasNamed | None, departments: DepartmentsNamed | None
) -> tuple[AreasNamed | None, DepartmentsNamed | None]:
    """Keep the labels a paper printed for as long as what they name stays the same (DESIGN §5)."""
    if areas is not None and not areas.label and entry.areas_printed:
        same = areas.scope == entry.scope and areas.record() == entry.record["areas"]
        areas = replace(areas, label=entry.areas_label) if same else areas
    if departments is not None and not departments.label and entry.departments_printed:
        same = departments.scope == entry.department_scope and departments.record() == entry.record["departments"]
        departments = replace(departments, label=entry.departments_label) if same else departments
    return areas, departments


class _Unchanged(Exception):
    """There is nothing to write."""


def apply_triage(
    entry: LoggedRequest,
    *,
    by: Any,
    expected_version: int | None,
    areas: AreasNamed | None,
    departments: DepartmentsNamed | None,
    reason: str,
    now: datetime,
    effective_at: datetime | None = None,
    batch: ChangeBatch | None = None,
    changes: dict[str, Any],
) -> Revision | None:
    """`triage` without the question who may: also for bulk changes and imports, which pass no `expected_version`."""
    if unknown := set(changes) - PLAIN_FIELDS:
        raise TypeError(f"triage does not change {', '.join(sorted(unknown))}")
    departments = with_lead(departments) if departments is not None else None

    def make(current: LoggedRequest) -> Change:
        if expected_version is not None:
            expect(current, shared_version=expected_version)
        change = make_change(
            current, changes=changes, areas=areas, departments=departments, reason=reason, now=now, batch=batch
        )
        if change is None:
            raise _Unchanged
        return change

    try:
        revision = write(entry, make, by=by, now=now, effective_at=effective_at)
    except _Unchanged:
        return None
    if areas is not None:
        set_areas(entry, areas)
    if departments is not None:
        set_departments(entry, departments)
    return revision


@transaction.atomic
def triage(
    entry: LoggedRequest,
    *,
    by: Any,
    expected_version: int,
    areas: AreasNamed | None = None,
    departments: DepartmentsNamed | None = None,
    reason: str = "",
    now: datetime | None = None,
    **changes: Any,
) -> Revision | None:
    """Accept a raised request, or change what triage decided; returns the revision, None when nothing changed.

    `changes` are columns of PLAIN_FIELDS; `expected_version` is the `shared_version` the writer saw. A later due
    date is a slip and needs `reason`. Raises StaleVersion, NotPermitted, ValidationError (by field).
    """
    require(by, Permission.TRIAGE, on=entry)
    now = now or timezone.now()
    if areas is not None:
        areas = with_members(areas, on=timezone.localdate(now))
    if entry.status == Status.RAISED and departments is None:
        departments = _present_departments(entry)
    return apply_triage(
        entry,
        by=by,
        expected_version=expected_version,
        areas=areas,
        departments=departments,
        reason=reason,
        now=now,
        changes=changes,
    )


def _present_departments(entry: LoggedRequest) -> DepartmentsNamed:
    from requests_log.services.naming import departments_from_record

    return departments_from_record(
        entry.record["departments"], scope=entry.department_scope, label="", lead_id=entry.lead_id
    )
