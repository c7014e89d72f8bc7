"""What a row of a file would change of a request that the register has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from cbtracker.web.one_line import tidy
from requests_log.models import Kind, LoggedRequest, Outcome, Status, Timescale
from requests_log.records import PRINTED_STATUSES, printed, standings

from .rows import ParsedRow
from .sections import Section

SECTION_LABELS = {
    Section.TO_RESOLVE: "To resolve",
    Section.WORKSTREAM: "Workstream",
    Section.LATER: "Later",
    Section.ADDRESSED: "Addressed",
}
TIMESCALES = {
    Section.TO_RESOLVE: Timescale.BY_DATE,
    Section.WORKSTREAM: Timescale.WORKSTREAM,
    Section.LATER: Timescale.AFTER_APRIL,
}
SECTION_OF_TIMESCALE = {timescale: section for section, timescale in TIMESCALES.items()}
COLUMN_LABELS = {"due_on": "due date", "raised_on": "raised on"}


@dataclass(frozen=True)
class Difference:
    """One column whose text the file has otherwise."""

    column: str
    before: str
    after: str

    @property
    def label(self) -> str:
        """The column in words."""
        return COLUMN_LABELS.get(self.column, self.column)


def section_of(entry: LoggedRequest) -> Section | None:
    """The section in which the paper prints `entry`, None where it prints it nowhere."""
    if entry.status not in PRINTED_STATUSES:
        return None
    if entry.status == Status.ADDRESSED:
        return Section.ADDRESSED
    return SECTION_OF_TIMESCALE.get(Timescale(entry.timescale), Section.TO_RESOLVE)


def differences(row: ParsedRow, entry: LoggedRequest) -> tuple[Difference, ...]:
    """What `row` would change of `entry`. A blank cell changes nothing: blank is "not said".

    `entry` needs its `lead` and `workstream` selected. A position that the paper prints, for areas or for
    Whitehall, is no difference: so an exported paper, imported again, never publishes a Whitehall-only text.
    """
    pairs = {
        "section": (_section_label(entry), SECTION_LABELS[row.section]),
        "areas": (entry.areas_label, row.areas.label),
        "issue": (entry.issue, row.issue),
        "departments": (entry.departments_label, row.departments.label),
        "lead": (entry.lead.abbreviation if entry.lead else "", row.lead),
        "position": _positions(row, entry),
        "due_on": (_day(entry.due_on), _day(row.due_on)),
        "workstream": (entry.workstream.name if entry.workstream else "", row.workstream),
        "outcome": (_label(Outcome, entry.outcome), _label(Outcome, row.outcome)),
        "kind": (_label(Kind, entry.kind), _label(Kind, row.kind)),
        "raised_on": (_day(entry.raised_on), _day(row.raised_on)),
    }
    return tuple(
        Difference(column, before, after)
        for column, (before, after) in pairs.items()
        if after and tidy(before) != tidy(after)
    )


def _section_label(entry: LoggedRequest) -> str:
    section = section_of(entry)
    return SECTION_LABELS[section] if section else str(entry.get_status_display())


def _positions(row: ParsedRow, entry: LoggedRequest) -> tuple[str, str]:
    """The standing text and the row's; the same one twice where the paper prints the row's text already."""
    if row.section is Section.ADDRESSED:
        return entry.outcome_text, row.position
    texts = [printed(standings(entry.record, whitehall=whitehall)) for whitehall in (False, True)]
    said = next((text for text in texts if tidy(text) == tidy(row.position)), None)
    return (row.position, row.position) if said is not None else (texts[0], row.position)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value else ""
