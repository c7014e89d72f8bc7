"""Progress in numbers: open and addressed, by timescale and age, and how addressed requests ended (issue 3)."""

from __future__ import annotations

from collections.abc import Iterator

from cbtracker.papers.sections.registry import SectionContent, SectionContext
from cbtracker.papers.structure import Block, Column, Heading, Paragraph, Sheet, Table
from cbtracker.web.formats import as_date
from requests_log.progress import Age, Progress, Stage, count_progress, outcomes_in_order
from requests_log.sights import Sight

TITLE = "Progress in numbers"
STAGES = {Stage.RAISED: "Raised, not yet accepted", Stage.OPEN: "Open", Stage.ADDRESSED: "Addressed"}
TIMESCALES = {
    "to_resolve": "To be resolved for April",
    "workstream": "Through on-going workstreams",
    "later": "After April",
}
AGES = {
    Age.UNDER_1: "Under 1 month",
    Age.FROM_1: "1 to 3 months",
    Age.FROM_3: "3 to 6 months",
    Age.FROM_6: "Over 6 months",
    Age.UNKNOWN: "Not known",
}
OF_AREAS = (
    "These numbers count what every area may read: requests for many or all areas. Requests of named areas are not in "
    "them."
)


def build_progress(context: SectionContext) -> SectionContent:
    """The numbers as this audience may see them, beside those of the compared paper where there is one."""
    now = count_progress(context.current.records.values(), context.as_at)
    tables = (_stages(now, context), _open(now), _outcomes(now))
    notes = [OF_AREAS] if context.sight is Sight.AREAS else []
    blocks: tuple[Block, ...] = (
        Heading(2, TITLE),
        *(Paragraph(note) for note in (*notes, *_not_counted(now))),
        *tables,
    )
    return SectionContent(blocks, sheets=(Sheet("Progress", ("table", "row", "column", "requests"), _data(tables)),))


def _stages(now: Progress, context: SectionContext) -> Table:
    columns = [Column("Requests", 60), Column(_moment(context), 40, numeric=True)]
    counts = [now]
    if context.compared is not None:
        columns = [
            Column("Requests", 50),
            Column(f"In “{context.compared.title}”, {as_date(context.compared.as_at)}", 25, numeric=True),
            Column(_moment(context), 25, numeric=True),
        ]
        counts.insert(0, count_progress(context.previous.records.values(), context.compared.as_at))
    rows = [(label, *(str(one.stages.get(stage, 0)) for one in counts)) for stage, label in STAGES.items()]
    total = ("Total", *(str(one.total) for one in counts))
    return Table("Requests of Whitehall by where they stand", tuple(columns), (*rows, total))


def _moment(context: SectionContext) -> str:
    return f"At {as_date(context.as_at)}"


def _open(now: Progress) -> Table:
    columns = (
        Column("Timescale", 28),
        *(Column(label, 12, numeric=True) for label in AGES.values()),
        Column("Total", 12, numeric=True),
    )
    rows = [
        (label, *(str(now.open_by.get((section, age), 0)) for age in AGES), str(now.open_in(section)))
        for section, label in TIMESCALES.items()
    ]
    total = ("Total", *(str(now.open_of(age)) for age in AGES), str(now.stages.get(Stage.OPEN, 0)))
    return Table("Open requests by timescale and by time since they were raised", columns, (*rows, total))


def _outcomes(now: Progress) -> Table:
    columns = (Column("Outcome", 60), Column("Requests", 40, numeric=True))
    rows = [(label, str(number)) for label, number in outcomes_in_order(now)]
    total = ("Total", str(now.stages.get(Stage.ADDRESSED, 0)))
    return Table("Addressed requests by outcome", columns, (*rows, total))


def _not_counted(now: Progress) -> Iterator[str]:
    ended = now.stages.get(Stage.ENDED, 0)
    if ended:
        yield f"Not counted: {ended} withdrawn or recorded twice."
    if now.freedoms:
        what = "1 freedom" if now.freedoms == 1 else f"{now.freedoms} freedoms"
        yield f"Other requests have brought {what} that any area can use."


def _data(tables: tuple[Table, ...]) -> tuple[tuple[str, ...], ...]:
    """A row for each number, so that a spreadsheet can pivot them."""
    return tuple(
        (table.caption, row[0], column.label, cell)
        for table in tables
        for row in table.rows
        for column, cell in zip(table.columns[1:], row[1:], strict=True)
    )
