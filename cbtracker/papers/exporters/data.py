"""The paper's requests, or its figures, as rows of data, shared by CSV and XLSX."""

from collections.abc import Iterator

from cbtracker.papers.structure import BoardPaper, Sheet
from cbtracker.web.spreadsheet_safe import neutralise

REQUESTS = "Requests"
COLUMNS = ("annex", "section", "areas", "issue", "departments", "position")


def request_rows(paper: BoardPaper) -> Iterator[tuple[str, ...]]:
    """One row for each request in print order, as the register said it."""
    for line in paper.lines:
        yield tuple(getattr(line, column) for column in COLUMNS)


def sheets_of(paper: BoardPaper) -> tuple[Sheet, ...]:
    """The paper's data as sheets: its requests, unless it is a paper of other figures, then the further ones."""
    requests = Sheet(REQUESTS, COLUMNS, tuple(request_rows(paper)))
    return (requests, *paper.sheets) if paper.of_requests else paper.sheets


def data_rows(paper: BoardPaper) -> Iterator[tuple[str, ...]]:
    """The first of these sheets from its columns on, every cell safe in a spreadsheet.

    Where the sheet has a caveat, each row carries it and the marking as its last cells: a row that is taken out of the
    file takes them along, and the first line stays the names of the columns (RFC 4180).
    """
    sheet = sheets_of(paper)[0]
    more = (("marking", "caveat"), (paper.marking, sheet.caveat)) if sheet.caveat else ((), ())
    yield (*sheet.columns, *more[0])
    for row in sheet.rows:
        yield tuple(neutralise(cell) for cell in (*row, *more[1]))
