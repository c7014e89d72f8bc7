"""The paper's requests as rows of data, shared by CSV and XLSX."""

from collections.abc import Callable, Iterator

from cbtracker.papers.structure import BoardPaper
from cbtracker.web.spreadsheet_safe import neutralise

COLUMNS = ("annex", "section", "areas", "issue", "departments", "position")


def data_rows(paper: BoardPaper, *, cleaned: Callable[[str], str] = str) -> Iterator[tuple[str, ...]]:
    """One row for each request in print order, every cell `cleaned` for the format and safe in a spreadsheet."""
    for line in paper.lines:
        yield tuple(neutralise(cleaned(getattr(line, column))) for column in COLUMNS)
