"""Rows of an OpenDocument spreadsheet, read as a stream.

odfdo builds the whole document and writes out every repeated cell; 5,000 rows have to be quick and a
row "repeated a million times" has to be harmless, so the few elements that matter are read here.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from .cells import FORMULA, Cell
from .faults import whole_file
from .limits import Limits

DAMAGED = "The spreadsheet is damaged. Open it, save it again as ODS and try again."
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT = (f"{{{_OASIS}{name}:1.0}}" for name in ("office", "table", "text"))
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
MOST_SPACES = 1000
SPACES = re.compile(r"[ \t\r\n]+")  # one space, however the XML is laid out


def rows_of(content: bytes, limits: Limits, warnings: list[str]) -> Iterator[tuple[int, list[Cell]]]:
    """Each row of the first sheet with its number. Formulas are not worked out: they are faults."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as stream:
            yield from _first_sheet(stream, limits, warnings)
    except (zipfile.BadZipFile, KeyError, EOFError, ElementTree.ParseError, DefusedXmlException) as error:
        raise whole_file(DAMAGED) from error


def _first_sheet(stream: Any, limits: Limits, warnings: list[str]) -> Iterator[tuple[int, list[Cell]]]:
    number, depth, sheets, title = 0, 0, 0, ""
    for event, element in ElementTree.iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if element.tag == f"{TABLE}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                sheets += 1
                title = title or element.get(f"{TABLE}name", "")
        elif event == "end" and element.tag == f"{TABLE}table-row" and depth == 1 and sheets == 1:
            yield from _repeated(number + 1, element, limits)
            number += _count(element, "rows", 1_048_576)
            element.clear()
    if not sheets:
        raise whole_file("The spreadsheet has no sheet of cells.")
    if sheets > 1:
        warnings.append(f"Only the first sheet, “{title}”, was read.")


def _repeated(first: int, row: Any, limits: Limits) -> Iterator[tuple[int, list[Cell]]]:
    """The row as often as it says it is repeated, but an empty one and the tail of a huge one once."""
    cells = _cells(row, limits)
    blank = all(cell.is_blank for cell in cells)
    times = 1 if blank else _count(row, "rows", limits.rows + 1)
    for offset in range(times):
        yield first + offset, cells


def _cells(row: Any, limits: Limits) -> list[Cell]:
    cells: list[Cell] = []
    for element in row:
        if element.tag in CELLS:
            room = limits.columns - len(cells)
            cells += [_cell(element)] * min(_count(element, "columns", limits.columns), room)
    return cells


def _count(element: Any, what: str, most: int) -> int:
    """How often the element says it is repeated, between 1 and `most`."""
    said = element.get(f"{TABLE}number-{what}-repeated", "1")
    return min(max(int(said), 1), most) if said.isascii() and said.isdigit() and len(said) < 10 else 1


def _cell(element: Any) -> Cell:
    if element.get(f"{TABLE}formula"):
        return Cell(problem=FORMULA)
    if date := element.get(f"{OFFICE}date-value"):
        return Cell(date.removesuffix("T00:00:00"))
    paragraphs = [child for child in element if child.tag == f"{TEXT}p"]
    if element.get(f"{OFFICE}value-type") in ("float", "currency", "percentage"):
        return Cell(element.get(f"{OFFICE}value", ""))
    return Cell("\n".join(_text(paragraph) for paragraph in paragraphs))


def _text(paragraph: Any) -> str:
    """The text of a paragraph: spaces, tabs and line breaks are elements; comments are left out.

    A loop, not a recursion: how deep a file nests is up to whoever made it.
    """
    parts: list[str] = []
    waiting: list[Any] = [paragraph]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, str):
            parts.append(SPACES.sub(" ", thing))
            continue
        parts.append(_own_text(thing))
        if thing.tag != f"{OFFICE}annotation":
            for child in reversed(thing):
                waiting += [child.tail or "", child]
    return "".join(parts)


def _own_text(element: Any) -> str:
    if element.tag == f"{TEXT}s":
        said = element.get(f"{TEXT}c", "1")
        return " " * min(int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 1, MOST_SPACES)
    if element.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
        return "\t" if element.tag == f"{TEXT}tab" else "\n"
    return "" if element.tag == f"{OFFICE}annotation" else SPACES.sub(" ", element.text or "")
