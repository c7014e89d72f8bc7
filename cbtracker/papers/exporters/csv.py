"""CSV by RFC 4180, in UTF-8 with a byte order mark so that Excel reads it as such."""

import csv
import io

from cbtracker.papers.exporters.data import data_rows
from cbtracker.papers.structure import BoardPaper


def to_csv(paper: BoardPaper) -> bytes:
    """The paper's requests, or its figures, one a row; texts keep their own line ends inside quotes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows(data_rows(paper))
    return text.getvalue().encode("utf-8-sig")
