"""A whole file as requests, with every fault that can be found without the register."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from cbtracker.web.tables.faults import Fault, UnreadableFile, in_order
from cbtracker.web.tables.limits import Limits
from cbtracker.web.tables.reading import read_table
from cbtracker.web.tables.rows import parse_rows
from requests_log.labels.text import name_key

from .columns import COLUMNS
from .rows import Known, ParsedRow, RowParser

RequestKey = tuple[str, str]


@dataclass(frozen=True)
class ParsedFile:
    """The requests of a file in its order. With `faults`, nothing of it may be imported."""

    name: str
    digest: str
    rows: tuple[ParsedRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = field(default=())


def request_key(areas_label: str, issue: str) -> RequestKey:
    """What makes two requests the same when no reference says so: areas label and issue, case and spacing aside."""
    return name_key(areas_label), " ".join(issue.casefold().split())


def read_requests(content: bytes, *, name: str, known: Known, limits: Limits | None = None) -> ParsedFile:
    """Read a CSV, XLSX or ODS file of requests. Never raises for what a file may hold: see `faults`."""
    digest = hashlib.sha256(content).hexdigest()
    limits = limits or Limits()
    try:
        table = read_table(content, name=name, columns=COLUMNS, limits=limits)
    except UnreadableFile as error:
        return ParsedFile(name, digest, faults=tuple(error.faults))
    rows, faults = parse_rows(table, RowParser(known).parse, limits)
    faults += _twice(rows)
    return ParsedFile(name, digest, tuple(rows), in_order(faults), tuple(table.warnings))


def _twice(rows: Iterable[ParsedRow]) -> list[Fault]:
    """A fault for every row that is the same request as an earlier one of the file."""
    rows = list(rows)
    by_reference = _repeats(rows, lambda row: row.reference or None)
    unnamed = [row for row in rows if not row.reference]
    by_issue = _repeats(unnamed, lambda row: request_key(row.areas.label, row.issue))
    return [
        Fault(row.number, "reference", f"{row.reference} is also in row {first.number}. Keep one of them.")
        for row, first in by_reference
    ] + [
        Fault(row.number, "issue", f"Row {first.number} has the same areas and issue. Keep one of them.")
        for row, first in by_issue
    ]


def _repeats(
    rows: Iterable[ParsedRow], key_of: Callable[[ParsedRow], Hashable | None]
) -> list[tuple[ParsedRow, ParsedRow]]:
    """Each row whose key an earlier row has, with the first such row."""
    first: dict[Hashable, ParsedRow] = {}
    repeats = []
    for row in rows:
        key = key_of(row)
        if key is not None and first.setdefault(key, row) is not row:
            repeats.append((row, first[key]))
    return repeats
