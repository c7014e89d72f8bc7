"""What a paper looks like as an editable document, the same in ODT and DOCX."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from cbtracker.papers.structure import BoardPaper, Column

FONT = "Arial"
PAGE_WIDTH_CM, PAGE_HEIGHT_CM = 21.0, 29.7
SIDE_MARGIN_CM, TOP_MARGIN_CM, BOTTOM_MARGIN_CM = 2.0, 1.3, 1.2
HEADER_FILL, RULE, FAINT_RULE = "EEEEEE", "000000", "999999"
BODY_POINTS = 10.0

# At 9 point a line of a column holds about one character for each per cent of the page's width.
_LINES_OF_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """Size and the space around in points; `boxed` draws a line around, a heavier one at the start."""

    size: float = BODY_POINTS
    bold: bool = False
    before: float = 0
    after: float = 6
    keep_with_next: bool = False
    boxed: bool = False


HEADINGS = {
    1: ParagraphLook(18, bold=True, after=6, keep_with_next=True),
    2: ParagraphLook(14, bold=True, before=16, after=6, keep_with_next=True),
    3: ParagraphLook(11.5, bold=True, before=16, after=5, keep_with_next=True),
    4: ParagraphLook(10.5, bold=True, before=12, after=4, keep_with_next=True),
}
BODY = ParagraphLook()
CAPTION = ParagraphLook(bold=True, before=4, after=4, keep_with_next=True)
TABLE_TEXT = ParagraphLook(9, before=2, after=2)
TABLE_HEADING = ParagraphLook(9, bold=True, before=2, after=2)
MARKING = ParagraphLook(bold=True, after=8)
FOOTER = ParagraphLook(8.5, before=8, after=0)
CAVEAT = ParagraphLook(7.5, before=8, after=0)
CUSTOM = {
    "Notice": ParagraphLook(before=6, after=12, boxed=True),
    "PaperDetails": ParagraphLook(after=10),
    "RequestText": ParagraphLook(keep_with_next=True),
    "StatusLabel": ParagraphLook(bold=True, after=2, keep_with_next=True),
    "RequestLabel": ParagraphLook(bold=True, before=8, after=2, keep_with_next=True),
}


def page_of(paper: BoardPaper) -> tuple[float, float]:
    """How wide and how high its pages are, in centimetres."""
    return (PAGE_HEIGHT_CM, PAGE_WIDTH_CM) if paper.landscape else (PAGE_WIDTH_CM, PAGE_HEIGHT_CM)


def line_of(paper: BoardPaper) -> float:
    """How long a line of the text is, in centimetres."""
    return page_of(paper)[0] - 2 * SIDE_MARGIN_CM


def may_exceed_a_page(row: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether `row` could be higher than a page; only such a row may be cut over two."""
    return any(
        sum(ceil(len(line) / column.width) or 1 for line in cell.split("\n")) > _LINES_OF_A_PAGE
        for cell, column in zip(row, columns, strict=True)
    )
