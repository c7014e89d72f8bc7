"""What the board paper takes from the register: the printed requests, in order, as one reader may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from requests_log.models import LoggedRequest, Workstream, WorkstreamStatus
from requests_log.records import Record
from requests_log.sights import Reader

ANNEX = {"to_resolve": "A", "workstream": "A", "later": "A", "addressed": "B"}
SECTIONS = tuple(ANNEX)


@dataclass(frozen=True)
class PaperLine:
    """A request as the paper prints it; `workstream` is the name of the one it goes through.

    `reference` is blank where the reader may know of the freedom only. `paper_order` is the line's place within
    its section, `entry_id` the primary key of the request; neither is printed.
    """

    annex: str
    section: str
    areas: str
    issue: str
    departments: str
    position: str
    workstream: str
    reference: str
    paper_order: int = 0
    entry_id: int = 0


@dataclass(frozen=True)
class StatusLine:
    """A sentence that says where a workstream stands, as the paper prints it.

    `order` is its place: of the workstream, then when it took effect, then the primary key; it is not printed.
    """

    workstream: str
    text: str
    order: tuple[int, datetime, int]

    @property
    def status_id(self) -> int:
        """The primary key of the status."""
        return self.order[-1]


def paper_line(record: Record) -> PaperLine:
    """The line that a printed request has."""
    data = record.data
    return PaperLine(
        annex=ANNEX[record.section],
        section=record.section,
        areas=data["areas_label"],
        issue=data["issue"],
        departments=data["departments_label"],
        position=record.position_text,
        workstream=(data["workstream"] or {}).get("name", ""),
        reference=data["reference"],
        paper_order=data["paper_order"],
        entry_id=record.entry_id,
    )


def in_print_order(lines: Iterable[PaperLine]) -> list[PaperLine]:
    """`lines` section by section, in `paper_order` within each (F004 A, B)."""
    return sorted(lines, key=lambda line: (SECTIONS.index(line.section), line.paper_order, line.entry_id))


def paper_lines(*, reader: Reader, as_at: datetime, known_at: datetime | None = None) -> list[PaperLine]:
    """The requests that the paper as at `as_at` prints for `reader`, in order (F004 A, B)."""
    records = LoggedRequest.objects.as_at_for(reader, as_at, known_at)
    return in_print_order(paper_line(record) for record in records if record.section)


def workstream_statuses(*, reader: Reader, as_at: datetime, known_at: datetime | None = None) -> list[StatusLine]:
    """The sentences that held for workstreams at `as_at`, in order (F004 A, "Current Status"), in one query.

    That one ended is known from then on, so `known_at` decides about when it was stated only.
    """
    known = Q(recorded_at__lte=known_at) if known_at else Q()
    rows = WorkstreamStatus.objects.filter(
        known,
        Q(ended_at__isnull=True) | Q(ended_at__gt=as_at),
        workstream__in=Workstream.objects.visible_to(reader),
        effective_at__lte=as_at,
    )
    found = rows.order_by("workstream__order", "effective_at", "id")
    columns = ("workstream__name", "text", "workstream__order", "effective_at", "pk")
    return [StatusLine(name, text, tuple(order)) for name, text, *order in found.values_list(*columns)]
