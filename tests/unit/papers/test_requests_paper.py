import datetime

import pytest

from cbtracker.papers.requests_paper import (
    ADDRESSED_CAPTION,
    LATER_HEADING,
    NO_POSITION,
    TITLE,
    TO_RESOLVE_CAPTION,
    UNNAMED_WORKSTREAM,
    WORKSTREAMS_HEADING,
)
from cbtracker.papers.structure import BulletList, Heading, Paragraph, Table, WorkstreamStatus
from tests.unit.papers.examples import AS_AT, LINES, line, make_paper


def blocks_of(paper, kind):
    return [block for block in paper.blocks if isinstance(block, kind)]


def test_annex_a_comes_before_annex_b_with_one_title():
    headings = [(block.level, block.text) for block in blocks_of(make_paper(), Heading)]
    assert headings == [
        (1, "Community Budgets: requests of Whitehall"),
        (2, "Annex A: requests to be concluded"),
        (3, WORKSTREAMS_HEADING),
        (4, "Data sharing"),
        (4, "Innovative finance"),
        (3, LATER_HEADING),
        (2, "Annex B: requests that have been addressed"),
    ]


def test_requests_to_resolve_are_a_table_with_a_status_and_addressed_ones_with_an_outcome():
    to_resolve, addressed = blocks_of(make_paper(), Table)
    assert to_resolve.caption == TO_RESOLVE_CAPTION
    assert [column.label for column in to_resolve.columns] == ["Area", "Issue", "Dept", "Status"]
    assert to_resolve.rows[0] == ("All / many areas", "Schools to join in", "DfE", "Free to pool.\nMore next week.")
    assert addressed.caption == ADDRESSED_CAPTION
    assert [column.label for column in addressed.columns] == ["Area", "Issue", "Dept", "Outcome"]
    assert sum(column.width for column in addressed.columns) == 100


def test_a_workstream_gathers_its_requests_where_its_name_first_occurs():
    paper = make_paper()
    start = paper.blocks.index(Heading(4, "Data sharing"))
    assert paper.blocks[start + 1 : start + 6] == (
        Paragraph("Sharing of data"),
        BulletList("Current status", ("Workshops offered.", "A note follows.")),
        Paragraph("Release dates", lead="Lewisham (MoJ)"),
        BulletList("Current status", ("Talks go on.",)),
        Heading(4, "Innovative finance"),
    )


def test_a_single_request_shares_its_list_with_the_statuses_of_its_workstream():
    paper = make_paper()
    start = paper.blocks.index(Heading(4, "Innovative finance"))
    assert paper.blocks[start + 2] == BulletList("Current status", ("Under study.", "The group keeps this open."))


def test_statuses_of_a_workstream_with_several_requests_stand_apart():
    paper = make_paper(statuses=[WorkstreamStatus("Data sharing", "Two workshops were held.\nA third follows.")])
    start = paper.blocks.index(Heading(4, "Innovative finance"))
    assert paper.blocks[start - 1] == BulletList(
        "Current status of the workstream", ("Two workshops were held.", "A third follows.")
    )


def test_a_workstream_without_requests_still_says_where_it_stands():
    paper = make_paper(lines=[], statuses=[WorkstreamStatus("Health reform", "A note was sent.")])
    start = paper.blocks.index(Heading(4, "Health reform"))
    assert paper.blocks[start + 1] == BulletList("Current status of the workstream", ("A note was sent.",))


def test_requests_without_a_workstream_come_last_under_their_own_issue():
    lines = [
        line("workstream", issue="Access to new finance", position="On-going.\nNo decision."),
        line("workstream", issue="Second", workstream="Data"),
    ]
    paper = make_paper(lines)
    assert [block.text for block in blocks_of(paper, Heading) if block.level == 4] == ["Data", "Access to new finance"]
    start = paper.blocks.index(Heading(4, "Access to new finance"))
    assert paper.blocks[start + 1 : start + 3] == (
        Paragraph("Hull (DfE)"),
        BulletList("Current status", ("On-going.", "No decision.")),
    )


def test_a_workstream_of_blanks_is_none_and_a_title_of_blanks_is_ours():
    paper = make_paper([line("workstream", workstream="\r \t", issue="An issue")], title=" \n")
    assert [block.text for block in blocks_of(paper, Heading) if block.level in (1, 4)] == [TITLE, "An issue"]


@pytest.mark.parametrize("issue", ["word " * 40, "one\ntwo"])
def test_an_issue_too_long_for_a_heading_is_a_paragraph(issue):
    paper = make_paper([line("workstream", issue=issue)])
    start = paper.blocks.index(Heading(4, UNNAMED_WORKSTREAM))
    assert paper.blocks[start + 1] == Paragraph(issue.strip(), lead="Hull (DfE)")


def test_the_data_follow_the_order_in_which_the_paper_prints():
    issues = [row.issue for row in make_paper(lines=reversed(LINES)).lines]
    assert issues == [
        "Delays in court",
        "Schools to join in",
        "Release dates",
        "Sharing of data",
        "Bonds for new services",
        "Who commissions from 2013",
        "Pooling of a drugs budget",
        "Letters to the front line",
    ]


def test_an_empty_register_says_so_in_every_section():
    paper = make_paper(lines=[], statuses=[])
    assert not blocks_of(paper, Table)
    assert [block.text for block in blocks_of(paper, Paragraph)] == [
        "No requests need to be resolved for April.",
        "No requests are being taken forward through workstreams.",
        "No requests are to be resolved after April.",
        "No requests have been addressed.",
    ]


def test_a_request_without_a_position_says_so_and_its_data_stay_blank():
    paper = make_paper(lines=[line(position=""), line("later", position=" \n ")])
    assert blocks_of(paper, Table)[0].rows[0][3] == NO_POSITION
    assert blocks_of(paper, BulletList)[0].items == (NO_POSITION,)
    assert paper.lines[0].position == ""


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (AS_AT, "As at 22 March 2011, 5:00pm"),
        (datetime.datetime(2011, 7, 1, 8, 5, tzinfo=datetime.UTC), "As at 1 July 2011, 9:05am"),
        (datetime.datetime(2011, 3, 22, 0, 0, tzinfo=datetime.UTC), "As at 22 March 2011, midnight"),
        (datetime.datetime(2011, 3, 22, 12, 30, tzinfo=datetime.UTC), "As at 22 March 2011, 12:30pm"),
    ],
)
def test_the_moment_of_a_paper_is_told_in_the_time_of_london(moment, words):
    assert make_paper(as_at=moment).as_at_line == words


def test_a_moment_without_a_time_zone_makes_no_paper():
    with pytest.raises(ValueError, match="time zone"):
        make_paper(as_at=datetime.datetime(2011, 3, 22))  # noqa: DTZ001


def test_a_section_that_does_not_exist_makes_no_paper():
    with pytest.raises(ValueError, match="nowhere"):
        make_paper(lines=[line("nowhere")])
