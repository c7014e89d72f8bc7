"""An Excel workbook of the paper's requests and further data: frozen headers, columns wide enough, texts wrapped."""

import io
import re
from collections.abc import Sequence
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cbtracker.papers.exporters.data import COLUMNS, sheets_of
from cbtracker.papers.structure import BoardPaper, Sheet
from cbtracker.web.spreadsheet_safe import neutralise
from cbtracker.web.texts.printable import xml_text

# In characters of the default font, in the order of COLUMNS; together they fill a landscape A4 page.
_WIDTHS = (7, 12, 24, 40, 14, 70)
_NARROWEST, _WIDEST = 8, 60
_NAME_LIMIT = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\s]+")
_CELL_LIMIT = 32_767  # Excel's, in UTF-16 units
_CUT = " … (cut: Excel holds no more; the CSV has the whole text)"
_A4 = 9
_LINE_POINTS, _HIGHEST_ROW = 15.0, 405.0


def to_xlsx(paper: BoardPaper) -> bytes:
    """The rows of the CSV, then a worksheet for each further one of `sheets`; never formulas, numbers or links."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": paper.title, "subject": paper.as_at_line, "status": paper.marking})
        looks = {"head": book.add_format(_HEAD), "body": book.add_format(_BODY)}
        warning = book.add_format(_WARNING)
        names: list[str] = []
        for data in sheets_of(paper):
            names.append(_free_name(data.name, names))
            sheet, widths = book.add_worksheet(names[-1]), _widths(data)
            above = _write_caveat(sheet, paper, data, widths, warning) if data.caveat else 0
            _set_up_page(sheet, paper, widths, above)
            _write_rows(sheet, data, widths, above, **looks)
    return file.getvalue()


_HEAD = {"bold": True, "bg_color": "#F3F2F1", "bottom": 1, "valign": "top"}
_BODY = {"text_wrap": True, "valign": "top", "num_format": "@"}
_WARNING = {"bold": True, "text_wrap": True, "valign": "top", "num_format": "@"}


def _free_name(name: str, taken: list[str]) -> str:
    """`name` as Excel takes it: at most 31 characters, some of them not allowed, each name once."""
    base = _NOT_IN_NAMES.sub(" ", xml_text(name)).strip(" '")[:_NAME_LIMIT] or "Data"
    if base.lower() == "history":  # Excel keeps this one for itself
        base = "History of the paper"
    used, number, free = {other.lower() for other in taken}, 2, base
    while free.lower() in used:
        free, number = f"{base[: _NAME_LIMIT - 4]} {number}", number + 1
    return free


def _widths(data: Sheet) -> tuple[int, ...]:
    """In characters of the default font: what Annexes A and B need, or what the longest words of a column need."""
    if data.columns == COLUMNS:
        return _WIDTHS
    columns = zip(data.columns, *data.rows, strict=True)
    return tuple(min(_WIDEST, max(_NARROWEST, *(len(cell) + 2 for cell in cells))) for cells in columns)


def _write_caveat(sheet: Worksheet, paper: BoardPaper, data: Sheet, widths: Sequence[int], look: Format) -> int:
    """The marking and the caveat above the columns, over their whole width; how many rows they take."""
    texts, whole = (paper.marking, data.caveat), sum(widths)
    for row, text in enumerate(texts):
        said = neutralise(xml_text(text))
        sheet.set_row(row, _height((said,), (whole,)))
        sheet.merge_range(row, 0, row, len(widths) - 1, "", look)
        sheet.write_string(row, 0, said, look)
    return len(texts)


def _set_up_page(sheet: Worksheet, paper: BoardPaper, widths: Sequence[int], above: int) -> None:
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    sheet.freeze_panes(above + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, above)
    sheet.set_header(f"&C&B{_literal(paper.marking)}")
    sheet.set_footer(f"&L{_literal(paper.as_at_line)}&RPage &P of &N")


def _write_rows(
    sheet: Worksheet, data: Sheet, widths: Sequence[int], above: int, *, head: Format, body: Format
) -> None:
    for column, name in enumerate(data.columns):
        sheet.write_string(above, column, name, head)
    last = above
    for last, row in enumerate(data.rows, start=above + 1):
        sheet.set_row(last, _height(row, widths))
        for column, cell in enumerate(row):
            sheet.write_string(last, column, _fitting(neutralise(xml_text(cell))), body)
    if not data.caveat:
        sheet.autofilter(0, 0, last, len(data.columns) - 1)


def _height(row: Sequence[str], widths: Sequence[int]) -> float:
    """A row's height in points: LibreOffice does not find it by itself when a workbook gives none."""
    lines = max(
        sum(max(1, ceil(len(line) / width)) for line in cell.split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
    return min(lines * _LINE_POINTS, _HIGHEST_ROW)


def _literal(text: str) -> str:
    """`text` for a header or footer, where an ampersand begins a code; Excel allows 255 characters."""
    return text.replace("&", "&&")[:200]


def _fitting(cell: str) -> str:
    units = cell.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * _CELL_LIMIT:
        return cell
    kept = units[: 2 * (_CELL_LIMIT - len(_CUT))].decode("utf-16-le", "ignore")
    return kept + _CUT
