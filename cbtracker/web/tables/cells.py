"""One cell as a file holds it, and the text that is taken from it."""

import datetime as dt
import re
from dataclasses import dataclass

from cbtracker.web.spreadsheet_safe import restore

from .limits import Limits

FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
FORMULA = "This cell holds a formula. Replace it with its value."


@dataclass(frozen=True)
class Cell:
    """The text of a cell, or what is wrong with it."""

    text: str = ""
    problem: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.problem and not self.text.strip()


def cell_of_value(value: object) -> Cell:
    """The cell that shows a number, date, truth value or text that a workbook stores."""
    if value is None:
        return Cell()
    if isinstance(value, bool):
        return Cell(str(value).upper())
    if isinstance(value, dt.datetime):
        return Cell((value.date() if value.time() == dt.time() else value).isoformat())
    if isinstance(value, float) and value.is_integer():
        return Cell(str(int(value)))
    return Cell(value.isoformat() if isinstance(value, dt.date) else str(value))


def clean_cell(cell: Cell, limits: Limits) -> tuple[str, str]:
    """The text of `cell` as it was before an export guarded it, and what is wrong with it ("" if nothing)."""
    if cell.problem:
        return "", cell.problem
    if len(cell.text) > limits.cell_characters:
        return "", f"This cell has more than {limits.cell_characters:,} characters."
    text = restore(cell.text).replace("\r\n", "\n").replace("\r", "\n").strip()
    if found := FORBIDDEN.search(text):
        return "", f"This cell holds a control character (U+{ord(found.group()):04X}). Delete it."
    return text, ""
