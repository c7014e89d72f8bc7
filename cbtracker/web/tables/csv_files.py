"""Rows of a CSV file: its encoding, its delimiter, its records."""

import codecs
import csv
import io
from collections.abc import Iterator

from .cells import Cell
from .columns import Columns, column_key
from .faults import Fault, UnreadableFile, whole_file
from .limits import Limits

DELIMITERS = ",;\t"
SAVE_AS_UTF8 = "Save it as “CSV UTF-8” and try again."
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def rows_of(
    content: bytes, limits: Limits, warnings: list[str], *, columns: Columns
) -> Iterator[tuple[int, list[Cell]]]:
    """Each record with its number, counted as a spreadsheet would show it."""
    text = _decode(content, warnings)
    delimiter = _delimiter(text, columns)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, record in enumerate(records, start=1):
            if len(record) > limits.columns:
                raise UnreadableFile(Fault(number, "", f"The row has more than {limits.columns} cells."))
            yield number, [Cell(value) for value in record]
    except csv.Error as error:
        message = "The quotation marks or the length of a cell in this row cannot be read."
        raise UnreadableFile(Fault(number + 1, "", message)) from error


def _decode(content: bytes, warnings: list[str]) -> str:
    """The text of `content`: UTF-8, UTF-16 with its mark, or else Windows-1252 with a warning."""
    encoding = next((name for mark, name in MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise whole_file(
                f"The file is not the {encoding[:6].upper()} that it says it is. {SAVE_AS_UTF8}"
            ) from error
        text = _decode_windows(content)
        warnings.append("The file is not UTF-8. It was read as Windows-1252: check £ signs, quotes and dashes.")
    if "\x00" in text and text.count("\x00") > len(text) // 10:
        raise whole_file(f"The file is not text, or is UTF-16 without its mark. {SAVE_AS_UTF8}")
    return text


def _decode_windows(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise whole_file(f"The file’s text is neither UTF-8 nor Windows-1252. {SAVE_AS_UTF8}") from error


def _delimiter(text: str, columns: Columns) -> str:
    """The delimiter under which the first line names most columns; a comma when in doubt."""
    first = next((line for line in text.splitlines() if line.strip()), "")[:10_000]

    def columns_named(delimiter: str) -> int:
        return sum(column_key(part.strip(' "')) in columns.known for part in first.split(delimiter))

    return max(DELIMITERS, key=columns_named)
