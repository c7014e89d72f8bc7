"""What a text is made of: headings, paragraphs, lists and tables. Plain frozen data, no markup in any of it."""

from dataclasses import dataclass
from typing import ClassVar


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
class Column:
    """A column's header and its share of the table's width, in per cent; numbers stand on the right."""

    label: str
    width: int
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; a cell may have several lines."""

    kind: ClassVar[str] = "table"

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list and, one level below, its own list (bullets below bullets, letters below numbers)."""

    text: str
    children: tuple["ListItem", ...] = ()


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list: bullets, or numbers that begin at `start`, so that a text's numbering can go on after a table."""

    kind: ClassVar[str] = "list"

    ordered: bool
    start: int
    items: tuple[ListItem, ...]


TextBlock = Heading | Paragraph | ListBlock | Table
