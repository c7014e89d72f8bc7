"""Files of tables, as programs and hands make them."""

from __future__ import annotations

import io
import zipfile

import openpyxl
from odfdo import Cell as OdfCell
from odfdo import Document, Row, Table


def csv_text(*rows: list[str], delimiter: str = ",") -> str:
    """A CSV file in which every cell is quoted."""
    quoted = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    return "\r\n".join(quoted) + "\r\n"


def xlsx_bytes(*rows: list) -> bytes:
    """An Excel workbook with the values `rows`."""
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def ods_bytes(*rows: list) -> bytes:
    """An OpenDocument spreadsheet with the values `rows`."""
    document = Document("ods")
    document.body.clear()
    table = Table("Requests")
    for values in rows:
        row = Row()
        for value in values:
            row.append_cell(OdfCell(value) if value is not None else OdfCell())
        table.append_row(row)
    document.body.append(table)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def ods_of_xml(cells: str) -> bytes:
    """An ODS file whose first sheet holds the rows `cells`, written by hand."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table>{cells}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def zipped(parts: dict[str, str]) -> bytes:
    """A ZIP file of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
