"""How requests come into being: one or thousands, each with its first revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from areas.models import Department
from cbtracker.audit.models import AuditEvent
from cbtracker.audit.services import event, record_all
from requests_log.models import (
    Action,
    Audience,
    ChangeBatch,
    Freedom,
    LoggedRequest,
    Position,
    ReferenceCounter,
    RequestArea,
    RequestDepartment,
    Revision,
    Status,
    Workstream,
)
from requests_log.services.core import RECORDED_FIELDS, derived_columns, plain
from requests_log.services.naming import (
    AreasNamed,
    DepartmentsNamed,
    area_rows,
    check_areas,
    department_rows,
    with_lead,
)


@dataclass(frozen=True)
class Draft:
    """A request to be. `number` is given where a paper gave the reference; `position` is its first one.

    `freedom` says what any area may do because of the outcome of a request that is addressed from the start.
    """

    issue: str
    areas: AreasNamed = field(default_factory=AreasNamed)
    departments: DepartmentsNamed = field(default_factory=DepartmentsNamed)
    detail: str = ""
    kind: str = ""
    nature: str = ""
    theme: str = ""
    status: str = Status.RAISED
    timescale: str = ""
    due_on: date | None = None
    workstream: Workstream | None = None
    outcome: str = ""
    outcome_text: str = ""
    outcome_on: date | None = None
    position: str = ""
    freedom: str = ""
    source: str = ""
    raised_by: Any = None
    raised_on: date | None = None
    number: int | None = None


@transaction.atomic
def take_numbers(drafts: Sequence[Draft]) -> list[tuple[int, int]]:
    """Claim a reference number and a place in the paper for each draft; the numbers given in drafts are kept."""
    ReferenceCounter.objects.get_or_create(pk=1)
    given = [draft.number for draft in drafts if draft.number]
    wanted = len(drafts) - len(given)
    ReferenceCounter.objects.filter(pk=1).update(last_paper_order=F("last_paper_order") + len(drafts))
    counter = ReferenceCounter.objects.get(pk=1)
    first = max([counter.last_number, *given]) if given else counter.last_number
    ReferenceCounter.objects.filter(pk=1).update(last_number=first + wanted)
    order = counter.last_paper_order - len(drafts)
    fresh = iter(range(first + 1, first + wanted + 1))
    return [(draft.number or next(fresh), order + place) for place, draft in enumerate(drafts, 1)]


def _first_position(draft: Draft, *, by: Any, at: datetime) -> dict[str, Any] | None:
    if not draft.position:
        return None
    return {"text": draft.position, "audience": Audience.AREAS.value, "by": str(by or ""), "at": at.isoformat()}


def _first_record(entry: LoggedRequest, draft: Draft, departments: DepartmentsNamed, *, by: Any) -> dict[str, Any]:
    first = _first_position(draft, by=by, at=entry.effective_at)
    return {
        **{name: plain(getattr(entry, name)) for name in RECORDED_FIELDS},
        "areas": draft.areas.record(),
        "departments": departments.record(),
        "lead": departments.lead.abbreviation if departments.lead else "",
        "lead_id": departments.lead.pk if departments.lead else None,
        "workstream": {"id": draft.workstream.pk, "slug": draft.workstream.slug, "name": draft.workstream.name}
        if draft.workstream
        else None,
        "raised_by": str(draft.raised_by or ""),
        "position": first,
        "area_position": first,
        "parts": {},
        "freedom": {"text": draft.freedom, "by": str(by or ""), "at": entry.effective_at.isoformat()}
        if draft.freedom
        else None,
        "place_next_step": None,
        "reply": None,
        "objection": None,
    }


def _entry(draft: Draft, number: int, order: int, *, by: Any, now: datetime, effective: datetime) -> LoggedRequest:
    departments = with_lead(draft.departments)
    entry = LoggedRequest(
        number=number,
        reference=f"CB-{number:04d}",
        issue=draft.issue,
        detail=draft.detail,
        kind=draft.kind,
        nature=draft.nature,
        theme=draft.theme,
        **draft.areas.columns(),
        **departments.columns(),
        status=draft.status,
        timescale=draft.timescale,
        due_on=draft.due_on,
        workstream=draft.workstream,
        outcome=draft.outcome,
        outcome_text=draft.outcome_text,
        outcome_on=draft.outcome_on,
        raised_by=draft.raised_by,
        raised_on=draft.raised_on or effective.date(),
        source=draft.source,
        paper_order=order,
        version=1,
        area_version=1,
        shared_version=1,
        position_version=1 if draft.position else 0,
        effective_at=effective,
        updated_at=now,
        area_updated_at=now,
    )
    entry.record = _first_record(entry, draft, departments, by=by)
    for name, value in derived_columns(entry.record).items():
        setattr(entry, name, value)
    return entry


def _revision(entry: LoggedRequest, action: str, *, by: Any, now: datetime, batch: ChangeBatch | None) -> Revision:
    return Revision(
        entry=entry,
        version=1,
        area_version=1,
        area_visible=True,
        action=action,
        by=by,
        by_name=str(by) if by is not None else "cbtracker",
        effective_at=entry.effective_at,
        recorded_at=now,
        batch=batch,
        data=entry.record,
    )


def _audit(entry: LoggedRequest, action: str, *, by: Any, now: datetime) -> AuditEvent:
    data = {"version": 1, "area_visible": True}
    return event(by=by, verb=f"request.{action}", on=entry, label=entry.reference, data=data, now=now)


Pairs = Sequence[tuple[LoggedRequest, Draft]]


def _keep_places(pairs: Pairs) -> None:
    everyone = list(Department.objects.all())
    RequestArea.objects.bulk_create([row for entry, draft in pairs for row in area_rows(entry, draft.areas)])
    RequestDepartment.objects.bulk_create(
        [row for entry, draft in pairs for row in department_rows(entry, draft.departments, everyone)]
    )


def _keep_words(pairs: Pairs, *, by: Any, now: datetime) -> None:
    Position.objects.bulk_create(
        Position(entry=entry, text=draft.position, stated_by=by, effective_at=entry.effective_at, recorded_at=now)
        for entry, draft in pairs
        if draft.position
    )
    Freedom.objects.bulk_create(
        Freedom(entry=entry, text=draft.freedom, declared_by=by, declared_at=now)
        for entry, draft in pairs
        if draft.freedom
    )


@transaction.atomic
def create_requests(
    drafts: Sequence[Draft],
    *,
    by: Any,
    action: Action,
    now: datetime,
    effective_at: datetime | None = None,
    batch: ChangeBatch | None = None,
) -> list[LoggedRequest]:
    """Make requests of `drafts` with their first revisions, in a number of statements that does not grow with them.

    Permission is the caller's to check. Raises ValidationError where areas or lead do not fit.
    """
    effective = effective_at or now
    for draft in drafts:
        check_areas(draft.areas)
    numbers = take_numbers(drafts)
    entries = [
        _entry(draft, number, order, by=by, now=now, effective=effective)
        for draft, (number, order) in zip(drafts, numbers, strict=True)
    ]
    LoggedRequest.objects.bulk_create(entries, batch_size=500)
    pairs = list(zip(entries, drafts, strict=True))
    _keep_places(pairs)
    _keep_words(pairs, by=by, now=now)
    Revision.objects.bulk_create([_revision(entry, action, by=by, now=now, batch=batch) for entry in entries])
    record_all(_audit(entry, action, by=by, now=now) for entry in entries)
    return entries
