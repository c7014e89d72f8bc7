"""A bulk change before it is made: what each request of the selection would say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from cbtracker.web.formats import as_date
from requests_log.models import OPEN_STATUSES, LoggedRequest, Timescale
from requests_log.services.naming import DepartmentsNamed, with_lead
from requests_log.services.triage import make_change

MOST_AT_ONCE = 500
COMPARED = {
    "timescale": "Timescale",
    "workstream": "Workstream",
    "due_on": "Due date",
    "departments_label": "Departments",
    "lead": "Lead",
}


@dataclass(frozen=True)
class Preview:
    """One request of the selection: what would change, (what, from, to) each, or why it cannot."""

    entry: LoggedRequest
    changes: list[tuple[str, str, str]]
    fault: str = ""


def preview(
    entries: Sequence[LoggedRequest],
    *,
    changes: dict[str, Any],
    departments: DepartmentsNamed | None,
    reason: str,
    now: datetime,
) -> list[Preview]:
    """What a bulk change would make of each of `entries`; nothing is written."""
    lead_known = with_lead(departments) if departments is not None else None
    return [_preview_one(entry, changes, lead_known, reason, now) for entry in entries]


def _preview_one(
    entry: LoggedRequest, changes: dict[str, Any], departments: DepartmentsNamed | None, reason: str, now: datetime
) -> Preview:
    if entry.status not in OPEN_STATUSES:
        return Preview(entry, [], f"{entry.reference} is {entry.get_status_display().lower()}. Leave it out.")
    try:
        change = make_change(entry, changes=changes, areas=None, departments=departments, reason=reason, now=now)
    except ValidationError as error:
        return Preview(entry, [], " ".join(error.messages))
    after = change.record if change else entry.record
    pairs = [(label, _said(entry.record, key), _said(after, key)) for key, label in COMPARED.items()]
    return Preview(entry, [(label, old, new) for label, old, new in pairs if old != new])


def _said(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    if not value:
        return "none"
    if key == "timescale":
        return str(Timescale(value).label)
    if key == "workstream":
        return str(value["name"])
    return as_date(date.fromisoformat(value)) if key == "due_on" else str(value)
