"""A file, whatever its kind, as rows of text under known column names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from . import csv_files, kinds, ods_files, xlsx_files
from .cells import Cell, clean_cell
from .columns import Columns, read_header
from .faults import Fault, UnreadableFile, whole_file
from .limits import Limits


@dataclass(frozen=True)
class RawRow:
    """One row: its number as a spreadsheet shows it, and the text under each known column."""

    number: int
    cells: dict[str, str]


@dataclass
class RawTable:
    """The rows of a file, what was wrong with cells of it, and what its owner should know."""

    columns: tuple[str, ...] = ()
    rows: list[RawRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_table(content: bytes, *, name: str, columns: Columns, limits: Limits | None = None) -> RawTable:
    """Read a CSV, XLSX or ODS file whose heading row names some of `columns`.

    `name` is the file's name as uploaded, used only to say when it contradicts the content. Raises
    UnreadableFile when there is no table to speak of; faults of single cells are in the table.
    """
    limits = limits or Limits()
    if len(content) > limits.file_bytes:
        raise whole_file(f"The file is larger than {limits.file_bytes // 1_000_000} MB.")
    table = RawTable()
    readers: dict[str, Any] = {
        kinds.CSV: partial(csv_files.rows_of, columns=columns),
        kinds.XLSX: xlsx_files.rows_of,
        kinds.ODS: ods_files.rows_of,
    }
    rows_of = readers[kinds.kind_of(content, name, limits)]
    _fill(table, rows_of(content, limits, table.warnings), columns, limits)
    return table


def _fill(table: RawTable, rows: Iterable[tuple[int, list[Cell]]], columns: Columns, limits: Limits) -> None:
    header: dict[int, str] | None = None
    for number, cells in rows:
        if all(cell.is_blank for cell in cells):
            continue
        if header is None:
            header = read_header(number, cells, columns)
            table.columns = tuple(header.values())
            continue
        if len(table.rows) == limits.rows:
            raise whole_file(f"The file has more than {limits.rows:,} rows. Import it in parts.")
        table.rows.append(_row(table, header, number, cells, limits))
    if header is None:
        raise whole_file("The file is empty.")
    if not table.rows:
        raise UnreadableFile(Fault(0, "", "The file has column headings but no rows under them."))


def _row(table: RawTable, header: dict[int, str], number: int, cells: list[Cell], limits: Limits) -> RawRow:
    values = dict.fromkeys(table.columns, "")
    for position, cell in enumerate(cells):
        column = header.get(position)
        if column is None:
            if not cell.is_blank:
                message = "This cell is under no column heading. Clear it or give the column a heading."
                table.faults.append(Fault(number, f"column {position + 1}", message))
            continue
        values[column], problem = clean_cell(cell, limits)
        if problem:
            table.faults.append(Fault(number, column, problem))
    return RawRow(number, values)
