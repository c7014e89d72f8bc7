"""Lays the table of estimates and proposals out as Annex D of a board paper (F004 Annex D)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from cbtracker.papers.structure import Block, BoardPaper, BulletList, Column, Heading, Notice, Paragraph, Sheet, Table
from cbtracker.web.formats import LONDON, as_date
from cbtracker.web.texts.printable import encodable, printable
from families.models import Cohort
from families.presenters import CAVEAT, COLUMNS, as_accepted, comment_of, figures_of, notes_of, remarks_on, totals_of
from families.selectors.annex_d import Accepted, AnnexD, Kind, Line, Range

TITLE = "Annex D: proposals beside estimates"
NO_ROWS = "There is nothing to show as at this day."
BLANK = "A blank is a blank: nothing is known or was said. It does not mean zero."
GROUPS = "A group carries its proposal, its members (marked “–”) carry their estimates."
TOTAL = "Total of what is given"
ADDED = "Estimates are added over authorities, proposals over areas. Nothing is counted twice."
WHITEHALL = "Whitehall"
_WIDTHS_LANDSCAPE = (15, 9, 12, 12, 10, 9, 11, 22)
_WIDTHS_UPRIGHT = (16, 11, 14, 13, 12, 11, 11, 12)
_IN_SHORT = (
    Column("Place", 20),
    Column("Population", 11, numeric=True),
    Column("Families with multiple problems", 15, numeric=True),
    Column("With a child with SEN or behaviour problems", 16, numeric=True),
    Column("Accepted an intervention to March 2010", 14, numeric=True),
    Column("To be supported in 2011/12", 12, numeric=True),
    Column("In the Spending Review period", 12, numeric=True),
)
_PERIODS = {"first": "supported_2011_12", "period": "supported_sr"}
DATA = (
    *("row_type", "area", "name", "gss_code", "population"),
    *(f"{cohort.value}_{end}" for cohort in Cohort for end in ("low", "high")),
    "accepted_to_mar2010",
    *(f"{column}_{end}" for column in _PERIODS.values() for end in ("low", "high")),
    *("comments", "no_estimate_because"),
)
"""The columns of the data: those of Annex D, each range in its two ends."""


def annex_d_paper(table: AnnexD, *, marking: str, now: datetime) -> BoardPaper:
    """`table` as a paper of its own, on its side, under `marking`; it holds what the table's reader may see."""
    return BoardPaper(
        title=TITLE,
        marking=_clean(marking),
        as_at=_moment(table, now),
        audience=_clean(WHITEHALL if table.whole else ", ".join(dict.fromkeys(map(_place, table.lines)))),
        blocks=(Heading(1, TITLE), *annex_d_blocks(table, landscape=True)),
        lines=(),
        sheets=annex_d_sheets(table),
        caveat=CAVEAT,
        landscape=True,
        of_requests=False,
    )


def annex_d_blocks(table: AnnexD, *, landscape: bool = False) -> tuple[Block, ...]:
    """The caveat, the table and its notes, below a heading that is not among them."""
    return (Notice(CAVEAT), Paragraph(_clean(_about(table))), _printed(table, landscape=landscape), *_notes(table))


def annex_d_rows(table: AnnexD) -> tuple[Block, ...]:
    """The rows of `table` for a place's sheet, nothing where there are none.

    They have no notes, and the comments stand below: in a column of their own they take a sheet to a second page. The
    caveat is at the foot of that page (`BoardPaper.caveat`).
    """
    if not table.lines:
        return ()
    rows = tuple(tuple(map(_clean, (_name(line), *figures_of(line)))) for line in table.lines)
    said = [(line, remarks_on(line)) for line in table.lines]
    comments = (Paragraph(_clean(text), lead=_clean(f"Comments: {line.name}")) for line, text in said if text)
    return (Table(_caption(table), _IN_SHORT, rows), *comments)


def annex_d_sheets(table: AnnexD) -> tuple[Sheet, ...]:
    """The same as data, without totals, which nobody should add again; and what the numbers are."""
    notes = [("As at", table.as_at.isoformat()), ("Run", _run(table)), ("Blanks", BLANK)]
    notes += [(note.title, "\n".join((note.text, *note.items))) for note in notes_of(table)]
    return (
        Sheet("Annex D", DATA, tuple(_data(line) for line in table.lines), CAVEAT),
        Sheet(
            "Notes to Annex D", ("note", "text"), tuple((_clean(name), _clean(text)) for name, text in notes), CAVEAT
        ),
    )


def _moment(table: AnnexD, now: datetime) -> datetime:
    """Now for today's table; else the last minute of its day, because what took effect on the day is in it."""
    if table.as_at == timezone.localdate(now, LONDON):
        return now
    return datetime.combine(table.as_at, time(23, 59), tzinfo=LONDON)


def _about(table: AnnexD) -> str:
    groups = GROUPS if any(line.kind is Kind.GROUP for line in table.lines) else ""
    return " ".join(filter(None, (f"As at {as_date(table.as_at)}.", _run(table), groups, BLANK)))


def _run(table: AnnexD) -> str:
    """Which run the estimates are of; who sees the own rows only is not told of runs."""
    if table.run is None:
        return "No estimates have been loaded yet."
    return f"Estimates: {table.run}, made on {as_date(table.run.made_at)}." if table.whole else ""


def _printed(table: AnnexD, *, landscape: bool) -> Block:
    if not table.lines:
        return Paragraph(NO_ROWS)
    rows = [(_name(line), *figures_of(line), remarks_on(line)) for line in table.lines]
    if table.whole:
        rows.append((TOTAL, *totals_of(table), ADDED))
    widths = _WIDTHS_LANDSCAPE if landscape else _WIDTHS_UPRIGHT
    last = len(COLUMNS) - 1
    columns = tuple(
        Column(label, width, numeric=0 < place < last)
        for place, (label, width) in enumerate(zip(COLUMNS, widths, strict=True))
    )
    return Table(_caption(table), columns, tuple(tuple(map(_clean, row)) for row in rows))


def _caption(table: AnnexD) -> str:
    return f"Proposals and estimates as at {as_date(table.as_at)}"


def _place(line: Line) -> str:
    return line.area.name if line.area else line.name


def _name(line: Line) -> str:
    if line.kind is Kind.GROUP:
        return f"{line.name}, all together"
    return f"– {line.name}" if line.kind is Kind.MEMBER else line.name


def _notes(table: AnnexD) -> Iterator[Block]:
    for note in notes_of(table):
        yield Paragraph(_clean(note.text), lead=_clean(note.title))
        if note.items:
            yield BulletList("The disadvantages", tuple(map(_clean, note.items)))


def _data(line: Line) -> tuple[str, ...]:
    ends: list[str] = []
    for cohort in Cohort:
        ends += _ends(line.estimates.get(cohort))
    proposed = [*_ends(line.first), *_ends(line.period)]
    cells = (
        line.kind.value,
        line.area.name if line.area else "",
        line.name,
        line.authority.gss_code if line.authority else "",
        "" if line.people is None else str(line.people),
        *ends,
        _accepted(line.accepted),
        *proposed,
        comment_of(line),
        "" if line.kind is Kind.GROUP else line.without,
    )
    return tuple(map(_clean, cells))


def _ends(found: Range | None) -> tuple[str, str]:
    return ("", "") if found is None else (str(found.low), str(found.high))


def _accepted(found: Accepted | None) -> str:
    if found is None:
        return ""
    return str(found.number) if found.number is not None else as_accepted(found)


def _clean(text: Any) -> str:
    return encodable(printable(str(text)))
