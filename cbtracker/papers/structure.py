"""The board paper's one structure, from which every format is made (issue 2 §5, issue 3; F004 Annexes A and B).

Plain frozen data: no database, no HTML, and no markup in any text. An issued paper keeps exactly this
structure, as JSON (`structure_json`), beside the files that were made from it.
"""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import ClassVar, Literal

from cbtracker.web.diff import apart
from cbtracker.web.formats import as_datetime
from cbtracker.web.texts.blocks import Column, Heading, ListBlock, ListItem, Paragraph, Table

Annex = Literal["A", "B"]
Section = Literal["to_resolve", "workstream", "later", "addressed"]
PartKind = Literal["same", "added", "removed"]

__all__ = [
    "Annex",
    "Block",
    "BoardPaper",
    "BulletList",
    "Column",
    "Comparison",
    "Heading",
    "ListBlock",
    "ListItem",
    "Notice",
    "Paragraph",
    "Part",
    "RequestLine",
    "Section",
    "Sheet",
    "Table",
    "WorkstreamStatus",
]


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
class BulletList:
    """A list of one-line or longer items under a label in bold."""

    kind: ClassVar[str] = "bullets"

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the words of a comparison: in both texts, only in the new one, or only in the old one."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One flowing text with what changed marked: removed words struck through, added ones underlined.

    `parts` are as `cbtracker.web.diff.compare` gives them. Every format marks them by more than
    colour, and in words for people who hear the paper or print it in black and white.
    """

    kind: ClassVar[str] = "comparison"

    label: str
    parts: tuple[Part, ...]

    @property
    def printed(self) -> tuple[Part, ...]:
        """The parts with the spaces that keep each mark apart from the words around it."""
        return tuple(Part(kind, text) for kind, text in apart((part.kind, part.text) for part in self.parts))


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence in a box, for example what a numbered reissue corrects."""

    kind: ClassVar[str] = "notice"

    text: str


Block = Heading | Paragraph | BulletList | Table | Comparison | ListBlock | Notice


@dataclass(frozen=True, slots=True)
class Sheet:
    """Further data as a worksheet of its own in the workbook; nothing of it is printed elsewhere.

    With a `caveat` the marking and these words stand above the columns, and nothing offers to sort or filter the rows.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class BoardPaper:
    """A whole paper.

    `lines` are the same requests as data, in the order in which they are printed; `sheets` are further
    data for the workbook. `details` are lines printed under the title after the moment and the audience,
    for example "Issue 2 of 24 March 2011, replaces issue 1". The `caveat` is printed at the foot of every page, which
    `landscape` turns on its side. `of_requests` is false where its data are no requests: its CSV is then its first
    sheet, and its workbook begins with that.
    """

    title: str
    marking: str
    as_at: datetime.datetime
    audience: str
    blocks: tuple[Block, ...]
    lines: tuple[RequestLine, ...]
    sheets: tuple[Sheet, ...] = ()
    details: tuple[str, ...] = ()
    caveat: str = ""
    landscape: bool = False
    of_requests: bool = True

    @property
    def as_at_line(self) -> str:
        """For example "As at 22 March 2011, 5:00pm", in the time of London."""
        return f"As at {as_datetime(self.as_at)}"

    @property
    def details_lines(self) -> tuple[str, ...]:
        """What stands under the title, line by line: the moment, for whom, and the paper's own details."""
        return tuple(filter(None, (self.as_at_line, self.audience_line, *self.details)))

    @property
    def table_names(self) -> dict[int, str]:
        """What each table is called where it must not be taken for another, by its place among the blocks.

        Its caption; from the second table with that caption on, numbered, such as a table in each place's sheet.
        """
        met: Counter[str] = Counter()
        names = {}
        for index, block in enumerate(self.blocks):
            if isinstance(block, Table):
                met[block.caption] += 1
                number = met[block.caption]
                names[index] = block.caption if number == 1 else f"{block.caption} ({number})"
        return names

    @property
    def audience_line(self) -> str:
        """For whom the paper was prepared, or nothing."""
        return f"Prepared for {self.audience}" if self.audience else ""
