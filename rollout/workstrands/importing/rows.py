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
from rollout.workstrands.importing.columns import COLUMNS, FIELDS, HEADINGS, Said
from rollout.workstrands.importing.values import read_amount, read_choice, read_text, read_year
from rollout.workstrands.models import BudgetLine
from rollout.workstrands.models.budget import EVIDENCE_LENGTH, NOTE_LENGTH
from rollout.workstrands.models.strands import NAME_LENGTH

KIND, COMMUNITY_KIND, CONTROLLED_BY, CONTROLLER = (
    FIELDS.index(name) for name in ("kind", "community_kind", "controlled_by", "controller")
)
Readers = list[tuple[str, Callable[[str], Any]]]


@dataclass(frozen=True)
class BudgetFile:
    """The lines of a file in its order. With `faults`, nothing of it may be imported."""

    name: str
    digest: str
    lines: tuple[Said, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = field(default=())


def read_budget(content: bytes, *, name: str, years: range, limits: Limits | None = None) -> BudgetFile:
    """Read a CSV, XLSX or ODS file of lines for a plan of `years`. Never raises for what it holds: see `faults`."""
    digest = hashlib.sha256(content).hexdigest()
    limits = limits or Limits()
    try:
        table = read_table(content, name=name, columns=COLUMNS, limits=limits)
    except UnreadableFile as error:
        return BudgetFile(name, digest, faults=tuple(error.faults))
    lines, faults = parse_rows(table, LineParser(years).parse, limits)
    return BudgetFile(name, digest, tuple(lines), in_order(faults), tuple(table.warnings))


class LineParser:
    """Reads the rows of one file for a plan of `years`."""

    def __init__(self, years: range) -> None:
        readers: dict[str, Callable[[str], Any]] = {
            "body": read_text(NAME_LENGTH, ask="Say which body brings it."),
            "service": read_text(NAME_LENGTH, ask="Say which service it is for."),
            "funding_source": read_text(NAME_LENGTH),
            "year": read_year(years),
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
        self.readers: Readers = [(name, readers[name]) for name in HEADINGS]

    def parse(self, raw: RawRow) -> tuple[Said | None, list[Fault]]:
        """What the line of `raw` says, or None and every fault of the row, in the order of its columns."""
        said: list[Any] = []
        faults: list[Fault] = []
        for column, read in self.readers:
            try:
                said.append(read(raw.cells.get(column, "")))
            except WrongValue as wrong:
                said.append(None)
                faults += [Fault(raw.number, column, message) for message in wrong.messages]
        faults += _disagreeing(raw.number, said)
        return (None, faults) if faults else (tuple(said), [])


def _disagreeing(row: int, said: list[Any]) -> list[Fault]:
    """The cells of a row that do not go together; None stands for one that could not be read."""
    faults = []
    kind, community, control, controller = (said[one] for one in (KIND, COMMUNITY_KIND, CONTROLLED_BY, CONTROLLER))
    if kind == BudgetLine.Kind.COMMUNITY and community == "":
        which = ", ".join(BudgetLine.Community.labels)
        faults.append(Fault(row, "community_kind", f"Say which community resource it is. Use one of: {which}."))
    if community and kind not in (None, BudgetLine.Kind.COMMUNITY):
        message = "Only a community resource has one. Clear this cell, or change the kind to Community resource."
        faults.append(Fault(row, "community_kind", message))
    if control == BudgetLine.Control.OTHER and controller == "":
        faults.append(Fault(row, "controller", "Say who controls it: it is somebody else than community or authority."))
    return faults
