"""The section of a paper that says what changed since the last one."""

from __future__ import annotations

import pytest

from cbtracker.papers.drafts import Section
from cbtracker.papers.renditions import build_rendition
from cbtracker.papers.sections.changes import HEADER, build_changes
from cbtracker.papers.sections.registry import Compared, SectionContext, SectionUnavailable
from cbtracker.papers.services.following import start_tabled_update
from cbtracker.papers.structure import BulletList, Comparison, Heading, Paragraph
from cbtracker.papers.structure_json import from_json, to_json
from requests_log.sights import Sight
from tests.integration.papers.conftest import say
from tests.integration.papers.paper_world import THURSDAY, TUESDAY, WEDNESDAY, drafted, issued
from tests.integration.requests_log.world import accepted

SECRET = "Not for sharing before ministers answer."


def texts(blocks):
    """Everything that the blocks print, headings first letter for letter."""
    return repr(blocks)


def test_a_tabled_update_holds_what_changed_since_its_paper_and_nothing_else(world, changing):
    kept = accepted(world, issue="Nothing happened here")
    paper = issued(world)
    say(world, changing, "Courts may join from June.", at=WEDNESDAY)
    accepted(world, issue="A new barrier", now=WEDNESDAY)
    update = start_tabled_update(paper, by=world.person("secretariat"), now=WEDNESDAY)
    built = build_rendition(update, "body", now=THURSDAY)
    assert built.gaps == ()
    headings = [block.text for block in built.paper.blocks if isinstance(block, Heading)][1:]
    assert headings == ["Changes since the last paper", "New", "Position reworded"]
    [totals] = [block for block in built.paper.blocks if isinstance(block, Paragraph) and "Since" in block.text]
    assert totals.lead == "2 requests changed: 1 new, 1 with the position reworded. 1 with no word since."
    assert totals.text == "Since “Requests of Whitehall”, which is as at 22 March 2011, 5:00pm."
    [comparison] = [block for block in built.paper.blocks if isinstance(block, Comparison)]
    assert {part.kind for part in comparison.parts} == {"same", "removed", "added"}
    assert "".join(part.text for part in comparison.parts if part.kind != "removed") == "Courts may join from June."
    assert kept.issue not in texts(built.paper.blocks)
    assert from_json(to_json(built.paper)) == built.paper


def test_a_board_paper_names_what_did_not_change_too(world, changing):
    accepted(world, issue="Nothing happened here")
    paper = issued(world)
    draft = drafted(world, compared_with=paper, sections=(Section("changes"),), now=WEDNESDAY)
    blocks = build_rendition(draft, "body", now=THURSDAY).paper.blocks
    [silent] = [block for block in blocks if isinstance(block, BulletList) and block.label == "No word since"]
    assert any("Nothing happened here (no position stated yet)" in item for item in silent.items)


def test_no_rendition_but_the_bodys_tells_that_something_was_said_in_whitehall(world, changing):
    paper = issued(world)
    draft = drafted(world, compared_with=paper, sections=(Section("changes"),), now=WEDNESDAY)
    before = {name: build_rendition(draft, name, now=THURSDAY).paper for name in ("body", "areas", "partners")}
    say(world, changing, SECRET, at=WEDNESDAY, audience="whitehall")
    after = {name: build_rendition(draft, name, now=THURSDAY).paper for name in before}
    assert SECRET.rstrip(".") in texts(after["body"].blocks)
    assert before["body"] != after["body"]
    assert (before["areas"], before["partners"]) == (after["areas"], after["partners"])


def test_the_workbook_has_the_changes_as_rows(world, changing):
    paper = issued(world)
    say(world, changing, "=HYPERLINK(1)", at=WEDNESDAY)
    draft = drafted(world, compared_with=paper, sections=(Section("changes"),), now=WEDNESDAY)
    [sheet] = build_rendition(draft, "partners", now=THURSDAY).paper.sheets
    assert (sheet.name, sheet.columns) == ("Changes", HEADER)
    [row] = [dict(zip(HEADER, row, strict=True)) for row in sheet.rows if row[0] != "No word since"]
    assert (row["what"], row["old"], row["new"]) == ("Position", "Courts may join too.", "=HYPERLINK(1)")


@pytest.mark.parametrize(
    ("compared", "advice"),
    [
        (None, "Choose the paper that this one is compared with."),
        (Compared("Later", THURSDAY, THURSDAY), "Compare with an earlier one."),
    ],
)
def test_without_an_earlier_paper_it_says_what_to_do(db, compared, advice):
    with pytest.raises(SectionUnavailable, match=advice):
        build_changes(SectionContext(Sight.WHITEHALL, TUESDAY, TUESDAY, compared))
