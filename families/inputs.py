"""Reads populations and indicators: every fault of a file is named by row, and then nothing of it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from areas.services.reference import ReferenceFault
from areas.services.reference.files import TRUTHS, CellFault, Row, read_rows
from families.apportionment import Indicator

CODE, POPULATION, SCORE, EXISTED = "gss_code", "population_working", "average_score", "same_area_existed_in_2007"
MOST_DIGITS = 15


def read_population(path: Path, *, known: set[str] | None = None) -> dict[str, int]:
    """People by code from the CSV file `path`: columns `gss_code` and `population_working`.

    `known` are the codes that there are; None: any. Raises ReferenceFault with the faults of all rows.
    """
    return {code: number for _, code, number in _each(read_rows(path, [CODE, POPULATION]), _population, known)}


def read_indicator(path: Path, *, name: str = "", known: set[str] | None = None) -> Indicator:
    """The scores of the CSV file `path`: `gss_code`, `average_score` and, if it is there, `same_area_existed_in_2007`.

    A blank score is no score. `name` blank: the file's. Raises ReferenceFault with the faults of all rows.
    """
    rows = _each(read_rows(path, [CODE, SCORE]), _score, known)
    scores = {code: score for _, code, (score, _) in rows if score is not None}
    if not any(scores.values()):
        raise ReferenceFault([f"{path.name}: every score is zero or blank: there is nothing to share out by"])
    outside = frozenset(code for _, code, (_, existed) in rows if not existed)
    return Indicator(name or path.stem, scores, outside)


def _each(rows: Iterable[Row], read: Callable[[Row], Any], known: set[str] | None) -> list[tuple[Row, str, Any]]:
    """Every row with its code and what `read` makes of it. Raises ReferenceFault with all that is wrong."""
    found: list[tuple[Row, str, Any]] = []
    first: dict[str, int] = {}
    faults: list[str] = []
    for row in rows:
        try:
            code = row.required(CODE)
            if known is not None and code not in known:
                raise CellFault(f"{CODE}: “{code}” is none of the authorities of 2011")
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
    return people


def _score(row: Row) -> tuple[Decimal | None, bool]:
    text = row.text(SCORE)
    existed = row.cells.get(EXISTED, "").strip() or "yes"
    if existed not in TRUTHS:
        raise CellFault(f"{EXISTED}: “{existed}” is none of yes, no")
    return (_number(text) if text else None), TRUTHS[existed]


def _number(text: str) -> Decimal:
    """The decimal number that `text` says. Raises CellFault for one below zero and for what is none."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not text.isascii() or not number.is_finite() or "e" in text.lower() or len(text) > MOST_DIGITS:
        raise CellFault(f"{SCORE}: “{text[:40]}” is not a number such as 28.75")
    if number < 0:
        raise CellFault(f"{SCORE}: “{text}” is below zero")
    return number
