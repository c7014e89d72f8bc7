"""What the board paper takes from the register: the printed requests, in order, as one person may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from requests_log.models import LoggedRequest, Workstream, WorkstreamStatus
from requests_log.records import Record

ANNEX = {"to_resolve": "A", "workstream": "A", "later": "A", "addressed": "B"}
SECTIONS = tuple(ANNEX)


@dataclass(frozen=True)
class PaperLine:
    """A request as the paper prints it; `workstream` is the name of the one it goes through."""

    annex: str
    section: str
    areas: str
    issue: str
    departments: str
    position: str
    workstream: str
    reference: str


def _line(record: Record) -> PaperLine:
    workstream = record.data["workstream"] or {}
    return PaperLine(
        annex=ANNEX[record.section],
        section=record.section,
        areas=record.data["areas_label"],
        issue=record.data["issue"],
        departments=record.data["departments_label"],
        position=record.position_text,
        workstream=workstream.get("name", ""),
        reference=record.data["reference"],
    )


def paper_lines(*, user: Any, as_at: datetime, known_at: datetime | None = None) -> list[PaperLine]:
    """The requests that the paper as at `as_at` prints, section by section, in `paper_order` (F004 A, B)."""
    records = LoggedRequest.objects.as_at_for(user, as_at, known_at)
    lines = [_line(record) for record in records if record.section]
    return sorted(lines, key=lambda line: SECTIONS.index(line.section))


def workstream_statuses(*, user: Any, as_at: datetime, known_at: datetime | None = None) -> list[tuple[str, str]]:
    """Name of the workstream and sentence, for each that held at `as_at`, in order (F004 A, "Current Status")."""
    known = Q(recorded_at__lte=known_at) if known_at else Q()
    rows = WorkstreamStatus.objects.filter(
        known,
        Q(ended_at__isnull=True) | Q(ended_at__gt=as_at),
        workstream__in=Workstream.objects.visible_to(user),
        effective_at__lte=as_at,
    )
    return list(rows.order_by("workstream__order", "effective_at", "id").values_list("workstream__name", "text"))
