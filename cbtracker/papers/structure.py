"""The board paper's one structure, from which every format is made (issue 2 §5; F004 Annexes A and B).

Plain frozen data: no database, no HTML. `build_requests_paper` takes the register's lines, already in
print order, and lays them out as the papers of the Community Budgets Group do.
"""

import datetime
from dataclasses import dataclass
from typing import ClassVar, Literal

from cbtracker.web.formats import as_datetime

Annex = Literal["A", "B"]
Section = Literal["to_resolve", "workstream", "later", "addressed"]


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request as the paper prints it; labels and texts are strings, ready to print."""

    annex: Annex
    section: Section
    areas: str
    issue: str
    departments: str
    position: str
    workstream: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class WorkstreamStatus:
    """Where a workstream as a whole stands; a workstream can have several."""

    workstream: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the paper's title and occurs once."""

    kind: ClassVar[str] = "heading"

    level: int
    text: str
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one or more lines; `lead` is printed in bold on a line above it."""

    kind: ClassVar[str] = "paragraph"

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list of one-line or longer items under a label in bold."""

    kind: ClassVar[str] = "bullets"

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's header and its share of the table's width, in per cent."""

    label: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; a cell may have several lines."""

    kind: ClassVar[str] = "table"

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | BulletList | Table


@dataclass(frozen=True, slots=True)
class BoardPaper:
    """A whole paper. `lines` are the same requests as data, in the order in which they are printed."""

    title: str
    marking: str
    as_at: datetime.datetime
    audience: str
    blocks: tuple[Block, ...]
    lines: tuple[RequestLine, ...]

    @property
    def as_at_line(self) -> str:
        """For example "As at 22 March 2011, 5:00pm", in the time of London."""
        return f"As at {as_datetime(self.as_at)}"

    @property
    def audience_line(self) -> str:
        """For whom the paper was prepared, or nothing."""
        return f"Prepared for {self.audience}" if self.audience else ""
