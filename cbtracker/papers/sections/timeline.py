"""The timeline: phases, milestones and events in the lanes of F000 Annex A, a table for each.

The timeline keeps no history: a paper prints it as it stands when the paper is made, and says so. Nothing of it is
secret, so every audience gets the same.
"""

from __future__ import annotations

from cbtracker.papers.sections.registry import SectionContent, SectionContext
from cbtracker.papers.structure import Block, Column, Heading, Paragraph, Sheet, Table
from cbtracker.web.formats import as_date
from cbtracker.web.texts.printable import printable
from rollout.models import Lane
from rollout.selectors.timeline import Item, whole_timeline

TITLE = "Timeline"
INFERRED = "Where no paper gives a date it is inferred, and says from what."
NOTHING = "Nothing is on the timeline yet."
COLUMNS = (Column("When", 28), Column("What", 47), Column("Source", 25))
DATA = ("part", "kind", "title", "from", "until", "inferred", "inferred_from", "detail", "source")


def build_timeline(context: SectionContext) -> SectionContent:
    """The whole timeline, lane by lane, and the same as data."""
    items = whole_timeline()
    said = (
        f"As it stood on {as_date(context.known_at)}. Where no paper gives a date it is inferred, and says from what."
    )
    blocks: list[Block] = [Heading(2, TITLE), Paragraph(said if items else NOTHING)]
    for lane in Lane:
        rows = tuple(_row(item) for item in items if item.lane == lane.value)
        if rows:
            blocks.append(Table(str(lane.label), COLUMNS, rows))
    return SectionContent(tuple(blocks), sheets=(Sheet(TITLE, DATA, tuple(_data(item) for item in items)),))


def _row(item: Item) -> tuple[str, str, str]:
    when = _lines(item.said, item.inferred_why if item.inferred else "")
    return when, _lines(item.title, item.detail), printable(item.source)


def _lines(*texts: str) -> str:
    return "\n".join(printable(text) for text in texts if text)


def _data(item: Item) -> tuple[str, ...]:
    return (
        item.lane_label,
        item.kind_label,
        item.title,
        item.starts_on.isoformat(),
        item.ends_on.isoformat() if item.ends_on else "",
        "yes" if item.inferred else "no",
        item.inferred_why,
        item.detail,
        item.source,
    )
