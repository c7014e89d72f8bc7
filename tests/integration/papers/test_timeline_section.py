"""The timeline in a paper: the same for every audience, and in every format."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cbtracker.papers.exporters import export
from cbtracker.papers.sections.catalogue import KINDS
from cbtracker.papers.sections.registry import SectionContext
from cbtracker.papers.sections.timeline import DATA, NOTHING
from cbtracker.papers.structure import Paragraph, Table
from requests_log.sights import Sight
from tests.factories.rollout import TimelineEntryFactory
from tests.reference import reference_data
from tests.unit.papers.examples import paper_of, squeezed, text_of

pytestmark = pytest.mark.django_db

MAY = datetime(2011, 5, 11, 9, tzinfo=UTC)
BUILD = KINDS["timeline"].build


def context(sight=Sight.WHITEHALL):
    return SectionContext(sight=sight, as_at=MAY, known_at=MAY)


def tables(content):
    return {block.caption: block.rows for block in content.blocks if isinstance(block, Table)}


def test_each_lane_is_a_table_in_the_order_of_the_drawing_and_inferred_dates_say_so():
    reference_data()
    found = tables(BUILD(context()))
    assert list(found) == [
        "With the first-phase areas",
        "Phases of rollout",
        "Between the phases",
        "Structural Reform Plan",
        "Announcements, meetings and papers",
    ]
    live = next(row for row in found["Phases of rollout"] if row[1] == "Next phase goes live")
    assert live[0].startswith("April 2012 (inferred)\n")
    assert "inferred from its arrow" in live[2]


def test_every_audience_reads_the_same_timeline_and_of_which_day_it_is():
    reference_data()
    built = [BUILD(context(sight)) for sight in Sight]
    assert all(content == built[0] for content in built)
    said = next(block.text for block in built[0].blocks if isinstance(block, Paragraph))
    assert said.startswith("As it stood on 11 May 2011.")


def test_the_workbook_gets_a_row_of_data_for_each_entry():
    reference_data()
    (sheet,) = BUILD(context()).sheets
    assert sheet.columns == DATA
    assert len(sheet.rows) == 14
    assert ("2011-06-28", "2011-06-30", "no") in [row[3:6] for row in sheet.rows]


def test_an_empty_timeline_says_so():
    assert [block.text for block in BUILD(context()).blocks if isinstance(block, Paragraph)] == [NOTHING]


def test_a_removed_entry_is_in_no_new_paper():
    TimelineEntryFactory(title="Taken off", removed_at=MAY)
    TimelineEntryFactory(title="Still there")
    text = str(BUILD(context()).blocks)
    assert "Taken off" not in text
    assert "Still there" in text


@pytest.mark.parametrize("format", ["html", "pdf", "odt", "docx"])
def test_the_timeline_is_read_in_every_format(format):
    reference_data()
    content = BUILD(context())
    text = text_of(format, export(paper_of(content.blocks[1:], sheets=content.sheets), format).content)
    for words in ["April 2013 (inferred)", "28 to 30 June 2011", "LG Group annual conference"]:
        assert squeezed(words) in text
