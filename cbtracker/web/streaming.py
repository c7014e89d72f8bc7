"""Large downloads in constant memory: CSV row by row, XLSX through a temporary file."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from django.http import FileResponse, StreamingHttpResponse
from xlsxwriter import Workbook

from cbtracker.web.formats import london
from cbtracker.web.spreadsheet_safe import SURELY_PLAIN, neutralise

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\ufeff"
MOST_ROWS_OF_A_SHEET = 1_048_576
_CHUNK_ROWS = 200

Cell = Any
Row = Sequence[Cell]


class _Line:
    """A file for csv.writer that keeps what was written last."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def write(self, text: str) -> None:
        self.parts.append(text)

    def taken(self) -> str:
        text = "".join(self.parts)
        self.parts.clear()
        return text


def plain_cell(value: Cell) -> Cell:
    """`value` for a cell: texts neutralised, dates as ISO 8601 (times in London), blank as "" and not as zero."""
    if isinstance(value, str):
        return neutralise(value)
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return london(value).isoformat()
    return value


def csv_lines(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    """`header` and `rows` as RFC 4180 text with a BOM for Excel, some rows at a time."""
    line = _Line()
    writer = csv.writer(line, lineterminator="\r\n")
    line.write(BOM)
    writer.writerow([plain_cell(cell) for cell in header])
    for number, row in enumerate(rows, start=1):
        # Asked here, a call less for each of millions of cells.
        writer.writerow([cell if type(cell) is str and cell[:1] in SURELY_PLAIN else plain_cell(cell) for cell in row])
        if number % _CHUNK_ROWS == 0:
            yield line.taken()
    yield line.taken()


def csv_response(name: str, header: Row, rows: Iterable[Row]) -> StreamingHttpResponse:
    """Stream `rows` as a download called `name`.csv; `rows` may be a generator and is read once."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_file(header: Row, rows: Iterable[Row], sheet: str = "Sheet1") -> IO[bytes]:
    """Write `rows` to a temporary XLSX file in constant memory; returns it open, at its beginning.

    Every text is a text cell: nothing is taken for a formula, a number or a link. Raises ValueError for more
    rows than a sheet holds.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it
    book = Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(sheet)
    page.freeze_panes(1, 0)
    _write_row(page, 0, header, book.add_format({"bold": True}))
    for number, row in enumerate(rows, start=1):
        if number >= MOST_ROWS_OF_A_SHEET:
            raise ValueError("A sheet holds 1,048,575 rows. Choose fewer, or take the CSV file.")
        _write_row(page, number, row)
    book.close()
    file.seek(0)
    return file


def _write_row(page: Any, number: int, row: Row, look: Any = None) -> None:
    for column, value in enumerate(row):
        cell = plain_cell(value)
        if cell == "":
            continue
        write = page.write_string if isinstance(cell, str) else page.write
        write(number, column, cell, look)


def xlsx_response(name: str, header: Row, rows: Iterable[Row], sheet: str = "Sheet1") -> FileResponse:
    """Send `rows` as a download called `name`.xlsx."""
    file = xlsx_file(header, rows, sheet)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)
