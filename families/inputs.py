"""Reads populations and indicators: every fault of a file is named by row, and then nothing of it is used."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from areas.services.reference import ReferenceFault
from areas.services.reference.files import MOST_DIGITS, TRUTHS, UNEVEN, CellFault, Row, read_rows, rows_of, unreadable
from families.apportionment import Indicator

CODE, POPULATION, SCORE, EXISTED = "gss_code", "population_working", "average_score", "same_area_existed_in_2007"
NUMBER = re.compile(r"-?([0-9]+(\.[0-9]+)?|\.[0-9]+)")
MOST_PEOPLE = 100_000_000
MOST_ROWS = 50_000
"""More than the small areas of England, of which there are 33,000; a file of empty lines has a million."""
SCORE_DIGITS, SCORE_PLACES = 12, 12
"""Before and after the point: what the database keeps of a score without rounding it."""


@dataclass(frozen=True)
class Contents:
    """What a CSV file holds that somebody sent, and the name that its faults are told by."""

    name: str
    content: bytes

    @property
    def stem(self) -> str:
        """Its name without the ending."""
        return Path(self.name).stem

    def rows(self, columns: list[str]) -> Iterator[Row]:
        """Yield the rows. Raises ReferenceFault for what is no CSV in UTF-8 with the `columns`."""
        try:
            text = self.content.decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            raise unreadable(self.name, wrong) from wrong
        yield from rows_of(io.StringIO(text, newline=""), columns, file=self.name)


File = Path | Contents
"""A file on disk, or one that was sent."""


def digest_of(file: File) -> str:
    """The SHA-256 of what `file` holds: the same figures are the same input, whatever they are called."""
    return hashlib.sha256(file.content if isinstance(file, Contents) else file.read_bytes()).hexdigest()


def read_population(path: File, *, known: set[str] | None = None) -> dict[str, int]:
    """People by code from the CSV file `path`: columns `gss_code` and `population_working`.

    `known` are the codes that there are; None: any. Raises ReferenceFault with the faults of all rows.
    """
    return {code: number for _, code, number in _each(_rows(path, [CODE, POPULATION]), _population, known)}


def read_indicator(path: File, *, name: str = "", known: set[str] | None = None) -> Indicator:
    """The scores of the CSV file `path`: `gss_code`, `average_score` and, if it is there, `same_area_existed_in_2007`.

    A blank score is no score. `name` blank: the file's. Raises ReferenceFault with the faults of all rows.
    """
    rows = _each(_rows(path, [CODE, SCORE]), _score, known)
    scores = {code: score for _, code, (score, _) in rows if score is not None}
    if not any(scores.values()):
        raise ReferenceFault([f"{path.name}: every score is zero or blank: there is nothing to share out by"])
    outside = frozenset(code for _, code, (_, existed) in rows if not existed)
    return Indicator(name or path.stem, scores, outside)


def _rows(file: File, columns: list[str]) -> Iterator[Row]:
    return file.rows(columns) if isinstance(file, Contents) else read_rows(file, columns)


def _each(rows: Iterable[Row], read: Callable[[Row], Any], known: set[str] | None) -> list[tuple[Row, str, Any]]:
    """Every row with its code and what `read` makes of it. Raises ReferenceFault with all that is wrong."""
    found: list[tuple[Row, str, Any]] = []
    first: dict[str, int] = {}
    faults: list[str] = []
    for row in rows:
        if len(found) + len(faults) == MOST_ROWS:
            raise ReferenceFault([f"The file has more than {MOST_ROWS:,} rows"])
        try:
            if row.uneven:
                raise CellFault(UNEVEN)
            code = row.required(CODE)
            if known is not None and code not in known:
                raise CellFault(f"{CODE}: “{code[:40]}” is none of the authorities of 2011")
            if code in first:
                raise CellFault(f"{CODE}: “{code}” is also in row {first[code]}. Keep one of them")
            first[code] = row.number
            found.append((row, code, read(row)))
        except CellFault as fault:
            faults.append(row.fault(str(fault)))
    if not found and not faults:
        raise ReferenceFault(["The file has no rows"])
    if faults:
        raise ReferenceFault(faults)
    return found


def _population(row: Row) -> int:
    people = row.number_in(POPULATION)
    if people == 0:
        raise CellFault(f"{POPULATION}: is 0. Enter how many people live there")
    if people > MOST_PEOPLE:
        raise CellFault(f"{POPULATION}: “{people}” is more than {MOST_PEOPLE:,}")
    return people


def _score(row: Row) -> tuple[Decimal | None, bool]:
    text = row.text(SCORE)
    existed = row.cells.get(EXISTED, "").strip() or "yes"
    if existed not in TRUTHS:
        raise CellFault(f"{EXISTED}: “{existed[:40]}” is none of yes, no")
    return (_number(text) if text else None), TRUTHS[existed]


def _number(text: str) -> Decimal:
    """The decimal number that `text` says. Raises CellFault for one below zero and for what is none."""
    if not NUMBER.fullmatch(text) or len(text) > MOST_DIGITS:
        raise CellFault(f"{SCORE}: “{text[:40]}” is not a number such as 28.75")
    number = Decimal(text)
    if number < 0:
        raise CellFault(f"{SCORE}: “{text}” is below zero")
    if number >= 10**SCORE_DIGITS or -int(number.as_tuple().exponent) > SCORE_PLACES:
        raise CellFault(f"{SCORE}: “{text}” has more than {SCORE_DIGITS} digits before or after the point")
    return number
