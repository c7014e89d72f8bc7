"""The columns of a table, and the heading row that names them."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import process

from .cells import Cell
from .faults import Fault, UnreadableFile


@dataclass(frozen=True)
class Columns:
    """The columns that a kind of table has to have, may have, and may have without being read for them."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """Every column that a heading may name."""
        return (*self.required, *self.optional, *self.ignored)


def column_key(heading: str) -> str:
    """The column that `heading` names, whatever its case and spaces ("Due on" is due_on)."""
    return "_".join(heading.replace("-", " ").replace("_", " ").casefold().split())


def read_header(number: int, cells: list[Cell], columns: Columns) -> dict[int, str]:
    """Column name by position (from 0). Raises UnreadableFile with every fault of the heading row."""
    header: dict[int, str] = {}
    faults: list[Fault] = []
    known = columns.known
    for position, cell in enumerate(cells):
        name = column_key(cell.text)
        if not name:
            continue
        if name not in known:
            nearest = ", ".join(match for match, _, _ in process.extract(name, known, limit=2))
            message = f"“{cell.text.strip()[:60]}” is not a known column heading. Nearest known: {nearest}."
            faults.append(Fault(number, f"column {position + 1}", message))
        elif name in header.values():
            faults.append(Fault(number, name, f"The column heading “{name}” appears twice."))
        else:
            header[position] = name
    for name in columns.required:
        if name not in header.values():
            faults.append(Fault(number, name, f"There is no column headed “{name}”. Add it."))
    if faults:
        raise UnreadableFile(*faults)
    return header
