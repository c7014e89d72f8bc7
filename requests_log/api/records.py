"""A request's record (`requests_log.records`) as the API says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from requests_log.models import LoggedRequest
from requests_log.records import Record, for_areas, printed, standings, worst_confidence

SAME = (
    *("reference", "issue", "detail", "kind", "nature", "theme", "scope", "areas", "areas_label", "department_scope"),
    *("departments", "departments_label", "lead", "status", "timescale", "due_on", "attention", "attention_since"),
    *("attention_reason", "contact", "outcome", "outcome_text", "outcome_on", "persists", "freedom", "reply"),
    *("objection", "raised_on", "source", "paper_order"),
)


def of_entry(entry: LoggedRequest, *, whitehall: bool) -> dict[str, Any]:
    """`entry` as it is now, with nothing in it that is for Whitehall only unless `whitehall`."""
    data = entry.record if whitehall else for_areas(entry.record)
    changed_at = entry.updated_at if whitehall else entry.area_updated_at
    return said(
        data,
        whitehall=whitehall,
        version=entry.version if whitehall else entry.area_version,
        effective_at=entry.effective_at if whitehall else None,
        changed_at=changed_at,
    )


def of_record(record: Record) -> dict[str, Any]:
    """A request as one of its revisions has it."""
    return said(
        record.data,
        whitehall=record.whitehall,
        version=record.version,
        effective_at=record.effective_at,
        changed_at=record.recorded_at,
    )


def line_of_record(record: Record) -> dict[str, Any]:
    """A line of the list, of a request as one of its revisions has it: what the columns of a request said then."""
    found = record.standings
    return {
        **record.data,
        "position": printed(found),
        "confidence": worst_confidence(found),
        "version": record.version,
        "changed_at": record.recorded_at,
    }


def said(
    data: Mapping[str, Any],
    *,
    whitehall: bool,
    version: int,
    effective_at: datetime | None,
    changed_at: datetime | None,
) -> dict[str, Any]:
    """The plain value that `RequestOut` gives out."""
    workstream = data.get("workstream")
    return {
        **{name: data.get(name) for name in SAME},
        "version": version,
        "workstream": workstream["slug"] if workstream else None,
        "positions": [asdict(row) for row in standings(dict(data), whitehall=whitehall)],
        "next_step": data.get("place_next_step"),
        "effective_at": effective_at,
        "changed_at": changed_at,
    }
