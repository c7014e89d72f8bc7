"""Rows of an Excel workbook."""

import io
import warnings as python_warnings
from collections.abc import Iterator
from typing import Any

import openpyxl

from .cells import FORMULA, Cell, cell_of_value
from .faults import UnreadableFile, whole_file
from .limits import Limits

DAMAGED = "The workbook is damaged. Open it, save it again as XLSX and try again."
CARRIAGE_RETURN = "_x000D_"  # how the format writes one


def rows_of(content: bytes, limits: Limits, warnings: list[str]) -> Iterator[tuple[int, list[Cell]]]:
    """Each row of the first sheet with its number. Formulas are not worked out: they are faults."""
    try:
        yield from _first_sheet(_open(content), limits, warnings)
    except UnreadableFile:
        raise
    except Exception as error:  # openpyxl fails in any way on a damaged workbook
        raise whole_file(DAMAGED) from error


def _open(content: bytes) -> Any:
    with python_warnings.catch_warnings():
        python_warnings.simplefilter("ignore")  # openpyxl tells of styles that it drops
        return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)


def _first_sheet(workbook: Any, limits: Limits, warnings: list[str]) -> Iterator[tuple[int, list[Cell]]]:
    sheets = workbook.worksheets
    if not sheets:
        raise whole_file("The workbook has no sheet of cells.")
    if len(sheets) > 1:
        warnings.append(f"Only the first sheet, “{sheets[0].title}”, was read.")
    sheets[0].reset_dimensions()  # the size that a file declares need not be true
    for number, row in enumerate(sheets[0].iter_rows(max_col=limits.columns), start=1):
        yield number, [_cell(cell) for cell in row]


def _cell(cell: Any) -> Cell:
    if cell.data_type == "f":
        return Cell(problem=FORMULA)
    if cell.data_type == "e":
        return Cell(problem=f"This cell holds the error {cell.value}. Replace it with its value.")
    if isinstance(cell.value, str):
        return Cell(cell.value.replace(CARRIAGE_RETURN, ""))
    return cell_of_value(cell.value)
