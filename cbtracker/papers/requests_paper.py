"""Lays the register's lines out as Annex A and Annex B of a board paper (F004 Annexes A and B)."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cbtracker.papers.structure import (
    Block,
    BoardPaper,
    BulletList,
    Column,
    Heading,
    Paragraph,
    RequestLine,
    Section,
    Table,
    WorkstreamStatus,
)
from cbtracker.web.texts.printable import encodable, lines_of, printable

TITLE = "Community Budgets: requests of Whitehall"
TO_RESOLVE_CAPTION = "Table 1: Requests received from areas that need to be resolved for April"
WORKSTREAMS_HEADING = "Requests received from areas planned to be addressed through on-going workstreams"
LATER_HEADING = "Other requests to be resolved after April"
ADDRESSED_CAPTION = "Requests received from areas that have been addressed"
NONE_TO_RESOLVE = "No requests need to be resolved for April."
NONE_ADDRESSED = "No requests have been addressed."
NO_POSITION = "No position has been stated yet."
UNNAMED_WORKSTREAM = "Workstream to be decided"

_SECTIONS: tuple[Section, ...] = ("to_resolve", "workstream", "later", "addressed")
_LONGEST_HEADING = 150
_WIDTHS = (17, 27, 12, 44)


def build_requests_paper(
    lines: Iterable[RequestLine],
    statuses: Iterable[WorkstreamStatus] = (),
    *,
    title: str = TITLE,
    marking: str,
    as_at: datetime.datetime,
    audience: str = "",
) -> BoardPaper:
    """The paper of all `lines`, which come in print order, as at the aware moment `as_at`.

    Requests of one workstream are gathered under its name, in the order in which the names first
    occur; the paper's own `lines` follow the same order. Raises ValueError for a naive `as_at`
    and for a section that there is not.
    """
    ordered = print_order(lines)
    title = printable(title) or TITLE
    if as_at.tzinfo is None:
        raise ValueError("A paper's moment needs a time zone.")
    return BoardPaper(
        title=title,
        marking=printable(marking),
        as_at=as_at,
        audience=printable(audience),
        blocks=(Heading(1, title), *annex_a(ordered, statuses), *annex_b(ordered)),
        lines=tuple(ordered),
    )


def print_order(lines: Iterable[RequestLine]) -> list[RequestLine]:
    """`lines` section by section and workstream by workstream, with what no file can hold replaced.

    Raises ValueError for a section that there is not.
    """
    return _in_print_order([_encodable(line) for line in lines])


def annex_a(ordered: Sequence[RequestLine], statuses: Iterable[WorkstreamStatus] = ()) -> tuple[Block, ...]:
    """Annex A of lines in print order: to be resolved for April, through workstreams, after April (F004 A)."""
    named = [WorkstreamStatus(printable(status.workstream), status.text) for status in statuses]
    by_section = _by_section(ordered)
    return (
        Heading(2, "Annex A: requests to be concluded"),
        _table(TO_RESOLVE_CAPTION, "Status", by_section["to_resolve"], empty=NONE_TO_RESOLVE),
        Heading(3, WORKSTREAMS_HEADING),
        *_workstreams(by_section["workstream"], named),
        Heading(3, LATER_HEADING),
        *_later(by_section["later"]),
    )


def annex_b(ordered: Sequence[RequestLine]) -> tuple[Block, ...]:
    """Annex B of lines in print order: what has been addressed (F004 B)."""
    lines = _by_section(ordered)["addressed"]
    return (
        Heading(2, "Annex B: requests that have been addressed", starts_page=True),
        _table(ADDRESSED_CAPTION, "Outcome", lines, empty=NONE_ADDRESSED),
    )


def _encodable(line: RequestLine) -> RequestLine:
    return replace(
        line,
        areas=encodable(line.areas),
        issue=encodable(line.issue),
        departments=encodable(line.departments),
        position=encodable(line.position),
        workstream=printable(line.workstream),
    )


def _in_print_order(lines: Sequence[RequestLine]) -> list[RequestLine]:
    names = _workstream_names(lines, ())
    place = {name: number for number, name in enumerate(names)}

    def key(line: RequestLine) -> tuple[int, int]:
        if line.section not in _SECTIONS:
            raise ValueError(f"A paper has no section “{line.section}”.")
        within = place[line.workstream] if line.section == "workstream" else 0
        return _SECTIONS.index(line.section), within

    return sorted(lines, key=key)


def _workstream_names(lines: Iterable[RequestLine], statuses: Iterable[WorkstreamStatus]) -> list[str]:
    """Names in the order of first appearance; requests without a workstream come last."""
    seen = [line.workstream for line in lines if line.section == "workstream"]
    seen += [status.workstream for status in statuses]
    names = list(dict.fromkeys(seen))
    return sorted(names, key=lambda name: name == "")


def _by_section(lines: Sequence[RequestLine]) -> dict[Section, list[RequestLine]]:
    by_section: dict[Section, list[RequestLine]] = {section: [] for section in _SECTIONS}
    for line in lines:
        by_section[line.section].append(line)
    return by_section


def _table(caption: str, last_column: str, lines: Sequence[RequestLine], *, empty: str) -> Block:
    if not lines:
        return Paragraph(empty, lead=caption)
    labels = ("Area", "Issue", "Dept", last_column)
    columns = tuple(Column(label, width) for label, width in zip(labels, _WIDTHS, strict=True))
    return Table(caption, columns, tuple(_row(line) for line in lines))


def _row(line: RequestLine) -> tuple[str, ...]:
    return (
        printable(line.areas),
        printable(line.issue),
        printable(line.departments),
        printable(line.position) or NO_POSITION,
    )


def _workstreams(lines: Sequence[RequestLine], statuses: Sequence[WorkstreamStatus]) -> Iterator[Block]:
    names = _workstream_names(lines, statuses)
    if not names:
        yield Paragraph("No requests are being taken forward through workstreams.")
    for name in filter(None, names):
        yield Heading(4, name)
        own_lines = [line for line in lines if line.workstream == name]
        own_statuses = [item for status in statuses if status.workstream == name for item in lines_of(status.text)]
        yield from _one_workstream(own_lines, own_statuses)
    for line in lines:
        if not line.workstream:
            yield from _without_workstream(line)


def _without_workstream(line: RequestLine) -> Iterator[Block]:
    """A short issue is its own heading, as in F004 A ¶3 and ¶4, where the issues name the workstreams."""
    issue = printable(line.issue)
    if not issue or "\n" in issue or len(issue) > _LONGEST_HEADING:
        yield Heading(4, UNNAMED_WORKSTREAM)
        yield from _request(line)
        return
    yield Heading(4, issue)
    if _labels(line):
        yield Paragraph(_labels(line))
    yield _current_status(line)


def _one_workstream(lines: Sequence[RequestLine], statuses: Sequence[str]) -> Iterator[Block]:
    """One request shares its list with the workstream's own statuses, as in F004 A ¶3 and ¶4.

    Where there are several requests each keeps its own list, so that a reader sees what belongs to what.
    """
    if len(lines) == 1:
        yield from _request(lines[0], more=statuses)
        return
    for line in lines:
        yield from _request(line)
    if statuses:
        yield BulletList("Current status of the workstream", tuple(statuses))


def _later(lines: Sequence[RequestLine]) -> Iterator[Block]:
    if not lines:
        yield Paragraph("No requests are to be resolved after April.")
    for line in lines:
        yield from _request(line)


def _request(line: RequestLine, *, more: Sequence[str] = ()) -> Iterator[Block]:
    yield Paragraph(printable(line.issue), lead=_labels(line))
    yield _current_status(line, more=more)


def _current_status(line: RequestLine, *, more: Sequence[str] = ()) -> BulletList:
    items = (*lines_of(line.position), *more)
    return BulletList("Current status", items or (NO_POSITION,))


def _labels(line: RequestLine) -> str:
    areas, departments = printable(line.areas), printable(line.departments)
    if areas and departments:
        return f"{areas} ({departments})"
    return areas or departments
