"""Large downloads in constant memory: CSV row by row, XLSX through a temporary file."""

from __future__ import annotations

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
LINE_END = "\r\n"
QUOTE = '"'
MOST_ROWS_OF_A_SHEET = 1_048_576
_CHUNK_ROWS = 200

Cell = Any
Row = Sequence[Cell]


def plain_cell(value: Cell) -> Cell:
    """`value` for a cell: texts neutralised, dates as ISO 8601 (times in London), blank as "" and not as zero."""
    if isinstance(value, str):
        return neutralise(value)
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return london(value).isoformat()
    return value


def _quoted(cell: Cell) -> str:
    """`cell` as RFC 4180 has it. Not by csv.writer, which looks at each character and costs half of a large export."""
    text = cell if type(cell) is str and cell[:1] in SURELY_PLAIN else str(plain_cell(cell))
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return f'"{text.replace(QUOTE, QUOTE * 2)}"'
    return text


def _line(row: Row) -> str:
    """A line; of a single blank cell a quoted one, since readers skip an empty line."""
    return ",".join([_quoted(cell) for cell in row]) or QUOTE * 2


def csv_lines(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    """`header` and `rows` as RFC 4180 text with a BOM for Excel, some rows at a time."""
    lines = [BOM + _line(header)]
    for row in rows:
        lines.append(_line(row))
        if len(lines) == _CHUNK_ROWS:
            yield LINE_END.join(lines) + LINE_END
            lines.clear()
    if lines:
        yield LINE_END.join(lines) + LINE_END


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
