"""The changes as a table to take away: a row for everything that changed about a request, and for each status."""

from __future__ import annotations

from collections.abc import Iterator

from requests_log.changes_since.changes import Changes, Fact, RequestChange
from requests_log.changes_since.kinds import SECTIONS
from requests_log.paper_source import StatusLine

HEADER = (
    "kind",
    "reference",
    "areas",
    "issue",
    "departments",
    "section",
    "what",
    "old",
    "new",
    "note",
    "reasons",
)
STATUS_BEGUN = "Workstream status begun"
STATUS_ENDED = "Workstream status ended"


def change_rows(changes: Changes, *, only_changed: bool = False) -> Iterator[tuple[str, ...]]:
    """The rows of HEADER, in the order of the page; none is neutralised for spreadsheets yet.

    With `only_changed` requests that were only confirmed, or of which there is no word, are left out.
    """
    for request in changes.changed if only_changed else changes.requests:
        for fact in request.facts:
            yield _row(request, fact)
    for status in changes.begun:
        yield _status_row(STATUS_BEGUN, status, new=status.text)
    for status in changes.ended:
        yield _status_row(STATUS_ENDED, status, old=status.text)


def _row(request: RequestChange, fact: Fact) -> tuple[str, ...]:
    line = request.line
    return (
        request.kind.heading,
        line.reference,
        line.areas,
        line.issue,
        line.departments,
        SECTIONS[line.section] if request.new else "",
        fact.what,
        fact.old,
        fact.new,
        fact.note,
        "\n".join(fact.reasons),
    )


def _status_row(kind: str, status: StatusLine, *, old: str = "", new: str = "") -> tuple[str, ...]:
    return (kind, "", "", status.workstream, "", "", "Status of the workstream", old, new, "", "")
