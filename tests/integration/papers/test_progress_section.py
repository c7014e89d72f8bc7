"""Progress in numbers, as each audience may have it."""

from dataclasses import replace

import pytest

from cbtracker.papers.exporters import export
from cbtracker.papers.sections.catalogue import KINDS
from cbtracker.papers.sections.progress import OF_AREAS
from cbtracker.papers.sections.registry import Compared, SectionContext
from cbtracker.papers.structure import Paragraph, Table
from requests_log.services import mark_addressed, raise_request, withdraw
from requests_log.services.naming import AreasNamed
from requests_log.sights import Sight
from tests.integration.papers.conftest import ACCEPTED, EARLY, LATE
from tests.integration.papers.paper_world import TUESDAY, WEDNESDAY
from tests.integration.requests_log.world import accepted, again, raised
from tests.unit.papers.examples import paper_of, squeezed, text_of


@pytest.fixture
def register(world):
    """Three accepted requests, of which one is addressed late; one raised, one withdrawn; one raised for all areas."""
    secretariat = world.person("secretariat")
    first, *_ = [accepted(world, world.dfe, now=ACCEPTED, issue=f"Issue {number}") for number in range(3)]
    raised(world, now=ACCEPTED, issue="Not yet accepted")
    gone = raised(world, now=ACCEPTED, issue="Taken back")
    withdraw(gone, by=secretariat, expected_version=gone.shared_version, reason="No longer needed.", now=EARLY)
    raise_request(by=secretariat, issue="For all", areas=AreasNamed("all", ()), now=ACCEPTED)
    mark_addressed(
        again(first),
        by=secretariat,
        expected_version=again(first).shared_version,
        outcome="agreed",
        text="Agreed.",
        freedom="Any area may do so.",
        now=LATE,
    )


def context(sight=Sight.WHITEHALL, **more):
    return SectionContext(sight=sight, as_at=TUESDAY, known_at=TUESDAY, **more)


def tables(content):
    return {block.caption: list(block.rows) for block in content.blocks if isinstance(block, Table)}


def test_whitehall_counts_every_request(register):
    stages, open_now, outcomes = tables(KINDS["progress"].build(context())).values()
    assert stages == [("Raised, not yet accepted", "2"), ("Open", "2"), ("Addressed", "1"), ("Total", "5")]
    assert open_now[0] == ("To be resolved for April", "2", "0", "0", "0", "0", "2")
    assert open_now[-1] == ("Total", "2", "0", "0", "0", "0", "2")
    assert [outcomes[0], outcomes[-1]] == [("Agreed", "1"), ("Total", "1")]


def test_areas_count_only_what_every_area_may_read_and_are_told_so(register):
    content = KINDS["progress"].build(context(Sight.AREAS))
    stages = tables(content)["Requests of Whitehall by where they stand"]
    assert [number for _, number in stages] == ["1", "0", "0", "1"]
    said = [block.text for block in content.blocks if isinstance(block, Paragraph)]
    assert said == [OF_AREAS, "Other requests have brought 1 freedom that any area can use."]


def test_what_was_withdrawn_is_mentioned_and_not_counted(register):
    said = [block.text for block in KINDS["progress"].build(context()).blocks if isinstance(block, Paragraph)]
    assert said == ["Not counted: 1 withdrawn or recorded twice."]


def test_the_compared_paper_has_a_column_of_its_own(register):
    compared = Compared("Requests of 18 March", as_at=EARLY, known_at=EARLY)
    content = KINDS["progress"].build(replace(context(), compared=compared))
    (stages, *_) = [block for block in content.blocks if isinstance(block, Table)]
    assert [column.label for column in stages.columns] == [
        "Requests",
        "In “Requests of 18 March”, 18 March 2011",
        "At 22 March 2011",
    ]
    assert stages.rows == (
        ("Raised, not yet accepted", "2", "2"),
        ("Open", "3", "2"),
        ("Addressed", "0", "1"),
        ("Total", "5", "5"),
    )


def test_no_table_names_a_place(register, world):
    said = str(KINDS["progress"].build(context()))
    assert "Issue" not in said
    assert all(area.name not in said for area in (world.swindon, world.barnet))


def test_the_section_reads_the_register_no_more_often_than_the_annexes(register, django_assert_max_num_queries):
    one = context()
    with django_assert_max_num_queries(3):
        KINDS["progress"].build(one)


def test_an_empty_register_is_counted_as_none(world):
    stages = tables(KINDS["progress"].build(replace(context(), as_at=WEDNESDAY)))
    assert all(cell == "0" for rows in stages.values() for row in rows for cell in row[1:])


def test_the_numbers_are_data_too_and_stand_in_every_document(register):
    content = KINDS["progress"].build(context())
    (sheet,) = content.sheets
    assert ("Requests of Whitehall by where they stand", "Open", "At 22 March 2011", "2") in sheet.rows
    for format in ("html", "pdf", "odt", "docx"):
        text = text_of(format, export(paper_of(content.blocks[1:], sheets=content.sheets), format).content)
        assert squeezed("Raised, not yet accepted 2 Open 2 Addressed 1 Total 5") in text
