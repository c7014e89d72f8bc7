"""Reads the files of `areas/reference/`, and names what is wrong by file, row and column."""

from __future__ import annotations

import csv
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.core.exceptions import ValidationError

TRUTHS = {"yes": True, "no": False}
MOST_DIGITS, MOST_COLUMNS = 15, 100
UNEVEN = "has not as many cells as the header"
Found = TypeVar("Found")


class ReferenceFault(Exception):
    """A reference file cannot be used; `faults` says where, one line for each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class CellFault(ValueError):
    """What is wrong in one column of a row."""


@dataclass(frozen=True)
class Row:
    """One row of a file; `number` counts as a spreadsheet does, the header being row 1.

    `uneven`: it has more or fewer cells than the header, so that what stands where cannot be known.
    """

    file: str
    number: int
    cells: dict[str, str]
    uneven: bool = False

    def text(self, column: str) -> str:
        """Return what stands in `column`, which may be blank."""
        return self.cells[column].strip()

    def required(self, column: str) -> str:
        """Return what stands in `column`. Raises CellFault if it is blank."""
        text = self.text(column)
        if not text:
            raise CellFault(f"{column}: is blank")
        return text

    def day(self, column: str) -> date | None:
        """Return the date in `column`, written 2011-04-01; None if blank. Raises CellFault."""
        text = self.text(column)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise CellFault(f"{column}: “{text}” is not a date such as 2011-04-01") from None

    def number_in(self, column: str) -> int:
        """Return the whole number in `column`. Raises CellFault."""
        text = self.text(column)
        if not (text.isascii() and text.isdigit()) or len(text) > MOST_DIGITS:
            raise CellFault(f"{column}: “{text[:40]}” is not a whole number")
        return int(text)

    def one_of(self, column: str, allowed: list[str]) -> str:
        """Return what stands in `column`. Raises CellFault unless it is one of `allowed`."""
        text = self.text(column)
        if text not in allowed:
            raise CellFault(f"{column}: “{text}” is none of {', '.join(allowed)}")
        return text

    def truth(self, column: str) -> bool:
        """Return whether `column` says yes or no. Raises CellFault."""
        return TRUTHS[self.one_of(column, list(TRUTHS))]

    def fault(self, message: str) -> str:
        """Return `message` with the place in the file before it."""
        return f"{self.file} row {self.number}, {message}"


def read_rows(path: Path, columns: list[str]) -> Iterator[Row]:
    """Yield the rows of the CSV file `path`. Raises ReferenceFault if it is absent or has not the `columns`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in rows_of(lines, columns, file=path.name):
                if row.uneven:
                    raise ReferenceFault([f"{row.file} row {row.number}: {UNEVEN}"])
                yield row
    except (OSError, UnicodeDecodeError) as wrong:
        raise unreadable(path.name, wrong) from wrong


def rows_of(lines: Iterable[str], columns: list[str], *, file: str) -> Iterator[Row]:
    """Yield the rows of CSV `lines`, uneven ones too, of the file called `file`.

    Raises ReferenceFault if they are no CSV, have not the `columns`, or name one of them twice.
    """
    try:
        reader = csv.DictReader(lines, strict=True)
        _check_header(file, reader.fieldnames or [], columns)
        for cells in reader:
            uneven = None in cells or None in cells.values()
            yield Row(file, reader.line_num, {name: text or "" for name, text in cells.items() if name}, uneven)
    except csv.Error as wrong:
        raise unreadable(file, wrong) from wrong


def unreadable(file: str, wrong: Exception) -> ReferenceFault:
    """What is said of a `file` that is no CSV."""
    return ReferenceFault([f"{file}: cannot be read as a CSV file in UTF-8 ({wrong})"])


def _check_header(file: str, found: Sequence[str], columns: list[str]) -> None:
    # A short row is filled up to the width of the header: a wide header over many of them never ends.
    if len(found) > MOST_COLUMNS:
        raise ReferenceFault([f"{file} row 1: has more than {MOST_COLUMNS} columns"])
    missing = [column for column in columns if column not in found]
    if missing:
        raise ReferenceFault([f"{file} row 1: has no column {', '.join(missing)}"])
    if twice := [column for column in columns if found.count(column) > 1]:
        raise ReferenceFault([f"{file} row 1: has the column {', '.join(twice)} twice"])


def read_each(rows: Iterable[Row], read: Callable[[Row], Found]) -> list[Found]:
    """Return `read(row)` of every row. Raises ReferenceFault with the faults of all rows together."""
    results, faults = [], []
    for row in rows:
        try:
            results.append(read(row))
        except CellFault as fault:
            faults.append(row.fault(str(fault)))
    if faults:
        raise ReferenceFault(faults)
    return results


def read_once(
    rows: Iterable[Row],
    read: Callable[[Row], Found],
    *,
    key: Callable[[Found], Hashable],
    twin: Callable[[Row], str],
) -> list[Found]:
    """As `read_each`; what has the `key` of an earlier row is a fault too, which `twin(row)` words."""
    seen: set[Hashable] = set()

    def read_new(row: Row) -> Found:
        one = read(row)
        if key(one) in seen:
            raise CellFault(twin(row))
        seen.add(key(one))
        return one

    return read_each(rows, read_new)


def twin_key(row: Row) -> str:
    """What is wrong with a row whose column "key" an earlier row has too."""
    return f"key: “{row.text('key')}” is already in another row"


def refused(wrong: ValidationError, columns: Mapping[str, str] | None = None) -> CellFault:
    """What a model refuses, as a fault of the row; `columns` says which column holds a field of another name."""
    said = {(columns or {}).get(name, name): " ".join(texts) for name, texts in wrong.message_dict.items()}
    return CellFault("; ".join(f"{name}: {text}" for name, text in said.items()))
