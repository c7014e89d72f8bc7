"""The tables of people's texts: cells between upright strokes, every cell kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from cbtracker.web.texts.blocks import Column, Table
from cbtracker.web.texts.printable import printable

MOST_COLUMNS = 12
_STROKE = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"[£+\-–−]?\s*\d[\d,. ]*(?:\s*[-–−]\s*\d[\d,. ]*)?(?:%|m|bn|k)?", re.IGNORECASE)
_SHORTEST, _LONGEST = 6, 40  # characters that a column is thought to hold, at least and at most


def read_table(lines: list[str], *, aligned: list[bool]) -> Table | None:
    """The table typed as `lines`: heads, a line of dashes, rows. None where the heads hold nothing.

    `aligned` says of each column whether the dashes put it on the right. A column of numbers stands there anyway.
    Cells beyond the last column are kept in it, with their strokes.
    """
    heads = _cells(lines[0])
    if not heads:
        return None
    rows = [_fitted(_cells(line), len(heads)) for line in lines[2:]]
    widths = _widths([heads, *rows])
    columns = [
        Column(head, width, numeric=aligned[number : number + 1] == [True] or _are_numbers(row[number] for row in rows))
        for number, (head, width) in enumerate(zip(heads, widths, strict=True))
    ]
    return Table(default_caption(heads), tuple(columns), tuple(rows))


def default_caption(heads: list[str]) -> str:
    """What a table without a caption is called: by its heads, so that each table has a name to be found by."""
    return f"Table: {', '.join(filter(None, heads))}".removesuffix(": ")


def _cells(line: str) -> list[str]:
    cells = [printable(cell.replace("\\|", "|")) for cell in _STROKE.split(line.strip())]
    start = 1 if cells[0] == "" else 0
    end = len(cells) - 1 if len(cells) > 1 and cells[-1] == "" else len(cells)
    return cells[start:end]


def _fitted(cells: list[str], columns: int) -> tuple[str, ...]:
    if len(cells) > columns:
        return (*cells[: columns - 1], " | ".join(cells[columns - 1 :]))
    return (*cells, *[""] * (columns - len(cells)))


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Shares in per cent by the longest cell of each column, within reason; together exactly 100."""
    longest = [max(_SHORTEST, min(_LONGEST, max(map(len, cells)))) for cells in zip(*rows, strict=True)]
    ends = [round(100 * sum(longest[:number]) / sum(longest)) for number in range(len(longest) + 1)]
    return [end - start for start, end in pairwise(ends)]


def _are_numbers(cells: Iterable[str]) -> bool:
    said = [cell for cell in cells if cell]
    return bool(said) and all(_NUMBER.fullmatch(cell) for cell in said)
