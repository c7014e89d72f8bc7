"""An Excel workbook of the paper's requests: frozen header, columns wide enough, texts wrapped."""

import io
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cbtracker.papers.exporters.data import COLUMNS, data_rows
from cbtracker.papers.plain_text import xml_text
from cbtracker.papers.structure import BoardPaper

# In characters of the default font, in the order of COLUMNS; together they fill a landscape A4 page.
_WIDTHS = (7, 12, 24, 40, 14, 70)
_CELL_LIMIT = 32_767  # Excel's, in UTF-16 units
_CUT = " … (cut: Excel holds no more; the CSV has the whole text)"
_A4 = 9
_LINE_POINTS, _HIGHEST_ROW = 15.0, 405.0


def to_xlsx(paper: BoardPaper) -> bytes:
    """The same rows as the CSV, never as formulas, numbers or links."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": paper.title, "subject": paper.as_at_line, "status": paper.marking})
        sheet = book.add_worksheet("Requests")
        _set_up_page(sheet, paper)
        _write_rows(sheet, paper, head=book.add_format(_HEAD), body=book.add_format(_BODY))
    return file.getvalue()


_HEAD = {"bold": True, "bg_color": "#F3F2F1", "bottom": 1, "valign": "top"}
_BODY = {"text_wrap": True, "valign": "top", "num_format": "@"}


def _set_up_page(sheet: Worksheet, paper: BoardPaper) -> None:
    for number, width in enumerate(_WIDTHS):
        sheet.set_column(number, number, width)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C&B{_literal(paper.marking)}")
    sheet.set_footer(f"&L{_literal(paper.as_at_line)}&RPage &P of &N")


def _write_rows(sheet: Worksheet, paper: BoardPaper, *, head: Format, body: Format) -> None:
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name, head)
    last = 0
    for last, row in enumerate(data_rows(paper, cleaned=xml_text), start=1):
        sheet.set_row(last, _height(row))
        for column, cell in enumerate(row):
            sheet.write_string(last, column, _fitting(cell), body)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)


def _height(row: tuple[str, ...]) -> float:
    """A row's height in points: LibreOffice does not find it by itself when a workbook gives none."""
    lines = max(
        sum(max(1, ceil(len(line) / width)) for line in cell.split("\n"))
        for cell, width in zip(row, _WIDTHS, strict=True)
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
