"""A row of text as a budget line, or everything that is wrong with it; and a whole file of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cbtracker.web.tables.faults import Fault, UnreadableFile, in_order
from cbtracker.web.tables.limits import Limits
from cbtracker.web.tables.reading import RawRow, read_table
from cbtracker.web.tables.rows import parse_rows
from cbtracker.web.tables.values import WrongValue
from rollout.workstrands.importing.columns import COLUMNS, FIELDS, HEADINGS
from rollout.workstrands.importing.values import read_amount, read_choice, read_text, read_year
from rollout.workstrands.models import BudgetLine, OperationalPlan
from rollout.workstrands.models.budget import EVIDENCE_LENGTH, NOTE_LENGTH
from rollout.workstrands.models.strands import NAME_LENGTH
from rollout.workstrands.services.budget import check_line

FIELD_OF = dict(zip(HEADINGS, FIELDS, strict=True))
COLUMN_OF = dict(zip(FIELDS, HEADINGS, strict=True))
AGREES_WITH = {"community_kind": {"kind", "community_kind"}, "controller": {"controlled_by", "controller"}}
"""For what fields must agree on: the columns that have to be readable before it is said that they do not."""

WHICH = f" Use one of: {', '.join(BudgetLine.Community.labels)}."


@dataclass(frozen=True)
class BudgetFile:
    """The lines of a file in its order. With `faults`, nothing of it may be imported."""

    name: str
    digest: str
    lines: tuple[BudgetLine, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = field(default=())


def read_budget(content: bytes, *, name: str, plan: OperationalPlan, limits: Limits | None = None) -> BudgetFile:
    """Read a CSV, XLSX or ODS file of lines for `plan`. Never raises for what it holds: see `faults`."""
    digest = hashlib.sha256(content).hexdigest()
    limits = limits or Limits()
    try:
        table = read_table(content, name=name, columns=COLUMNS, limits=limits)
    except UnreadableFile as error:
        return BudgetFile(name, digest, faults=tuple(error.faults))
    lines, faults = parse_rows(table, LineParser(plan).parse, limits)
    return BudgetFile(name, digest, tuple(lines), in_order(faults), tuple(table.warnings))


class LineParser:
    """Reads the rows of one file for `plan`."""

    def __init__(self, plan: OperationalPlan) -> None:
        self.plan = plan
        readers: dict[str, Callable[[str], Any]] = {
            "body": read_text(NAME_LENGTH, ask="Say which body brings it."),
            "service": read_text(NAME_LENGTH, ask="Say which service it is for."),
            "funding_source": read_text(NAME_LENGTH),
            "year": read_year(plan.years),
            "kind": read_choice("kind", "kind", ask="Say what it is."),
            "community_kind": read_choice("community_kind", "community resource"),
            "arrangement": read_choice("arrangement", "arrangement", ask="Say how it is brought together."),
            "amount": read_amount,
            "controlled_by": read_choice("controlled_by", "answer", ask="Say who controls it."),
            "controller": read_text(NAME_LENGTH),
            "confidence": read_choice("confidence", "confidence"),
            "evidence": read_text(EVIDENCE_LENGTH),
            "note": read_text(NOTE_LENGTH, lines=True),
        }
        self.readers = [(name, readers[name]) for name in HEADINGS]

    def parse(self, raw: RawRow) -> tuple[BudgetLine | None, list[Fault]]:
        """The line of `raw`, or None and every fault of the row, in the order of its columns."""
        said: dict[str, Any] = {}
        faults: list[Fault] = []
        for column, read in self.readers:
            try:
                said[FIELD_OF[column]] = read(raw.cells.get(column, ""))
            except WrongValue as wrong:
                faults += [Fault(raw.number, column, message) for message in wrong.messages]
        line = BudgetLine(plan=self.plan, **said)
        faults += _disagreeing(raw.number, line, {fault.column for fault in faults})
        return (None, faults) if faults else (line, [])


def _disagreeing(row: int, line: BudgetLine, unreadable: set[str]) -> list[Fault]:
    """The cells of a row that do not go together, by the rules that pages have too."""
    faults = []
    for field_name, message in check_line(line).items():
        column = COLUMN_OF[field_name]
        if unreadable.isdisjoint(AGREES_WITH.get(column, {column})):
            which = WHICH if column == "community_kind" and not line.community_kind else ""
            faults.append(Fault(row, column, f"{message}.{which}"))
    return faults
