"""The paper's requests as rows of data, shared by CSV and XLSX."""

from collections.abc import Iterator

from cbtracker.papers.structure import BoardPaper
from cbtracker.web.spreadsheet_safe import neutralise

COLUMNS = ("annex", "section", "areas", "issue", "departments", "position")


def request_rows(paper: BoardPaper) -> Iterator[tuple[str, ...]]:
    """One row for each request in print order, as the register said it."""
    for line in paper.lines:
        yield tuple(getattr(line, column) for column in COLUMNS)


def data_rows(paper: BoardPaper) -> Iterator[tuple[str, ...]]:
    """The same rows, every cell safe in a spreadsheet."""
    for row in request_rows(paper):
        yield tuple(neutralise(cell) for cell in row)
