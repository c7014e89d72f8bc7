"""The kinds of change that a paper tells its readers of, and their words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a request differs between two papers, the weightiest first. The last two change nothing that is printed."""

    ADDRESSED = "addressed"
    REOPENED = "reopened"
    NEW = "new"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    LEFT = "left"
    MOVED = "moved"
    SLIPPED = "slipped"
    POSITION = "position"
    PERSISTS = "persists"
    FREEDOM = "freedom"
    WORKSTREAM = "workstream"
    DATED = "dated"
    ISSUE = "issue"
    AREAS = "areas"
    DEPARTMENTS = "departments"
    REPLIED = "replied"
    CONFIRMED = "confirmed"
    SILENT = "silent"

    @property
    def weight(self) -> int:
        """0 for the weightiest."""
        return _WEIGHTS[self]

    @property
    def is_change(self) -> bool:
        """Whether the register says something else than before: false where a position was only confirmed, or not."""
        return self not in (Kind.CONFIRMED, Kind.SILENT)

    @property
    def heading(self) -> str:
        """What stands above the requests of this kind."""
        return WORDS[self].heading

    @property
    def what(self) -> str:
        """What stands above one request's change of this kind."""
        return WORDS[self].what

    def counted(self, count: int) -> str:
        """`count` requests of this kind as the line of totals says it, such as "3 addressed"."""
        words = WORDS[self]
        return f"{count:,} {words.one if count == 1 else words.many or words.one}"


_WEIGHTS = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Words:
    """How a kind is headed, named and counted; `many` where the plural differs."""

    heading: str
    what: str
    one: str
    many: str = ""


WORDS = {
    Kind.ADDRESSED: Words("Addressed", "Outcome", "addressed"),
    Kind.REOPENED: Words("Reopened", "Reopened", "reopened"),
    Kind.NEW: Words("New", "Position", "new"),
    Kind.WITHDRAWN: Words("Withdrawn", "Withdrawn", "withdrawn"),
    Kind.DUPLICATE: Words("Marked as a duplicate", "Duplicate", "marked as a duplicate", "marked as duplicates"),
    Kind.LEFT: Words("No longer shown", "No longer shown", "no longer shown"),
    Kind.SLIPPED: Words("Slipped", "Due date slipped", "slipped"),
    Kind.MOVED: Words("Moved between sections", "Section", "moved between sections"),
    Kind.POSITION: Words("Position reworded", "Position", "with the position reworded"),
    Kind.PERSISTS: Words("The area says that the barrier persists", "Still in the way", "said to persist"),
    Kind.FREEDOM: Words("Freedom declared", "What any area may do", "with a freedom declared"),
    Kind.WORKSTREAM: Words("Workstream changed", "Workstream", "in another workstream"),
    Kind.DATED: Words("Due date given or brought forward", "Due date", "with an earlier or first due date"),
    Kind.ISSUE: Words("Issue reworded", "Issue", "with the issue reworded"),
    Kind.AREAS: Words("Areas changed", "Areas", "with other areas"),
    Kind.DEPARTMENTS: Words("Departments changed", "Departments", "with other departments"),
    Kind.REPLIED: Words("The area replied", "Reply of the area", "with a reply of the area"),
    Kind.CONFIRMED: Words("Confirmed unchanged", "Confirmed unchanged", "confirmed unchanged"),
    Kind.SILENT: Words("No word since", "No word since", "with no word since"),
}
SECTIONS = {
    "to_resolve": "Annex A, to be resolved for April",
    "workstream": "Annex A, through workstreams",
    "later": "Annex A, after April",
    "addressed": "Annex B, addressed",
}
FREEDOM_ONLY = "Annex B, as a freedom that any area can use"
