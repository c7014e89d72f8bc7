"""Returns to calls as a section: the numbers as F004 ¶5 prints them, and no area's words for another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cbtracker.papers.exporters import FORMATS, export
from cbtracker.papers.forms.options import OPTION_FIELDS
from cbtracker.papers.sections.catalogue import KINDS
from cbtracker.papers.sections.registry import Compared, SectionContext, SectionUnavailable
from cbtracker.papers.structure import Paragraph, Table
from requests_log.sights import Sight
from tests.integration.requests_log.calling import ISSUED, LATE, REPLIED, add_group, answered, issued, officer_of
from tests.unit.papers.examples import paper_of

BUILD = KINDS["returns"].build
PAPER = datetime(2011, 3, 22, 17, tzinfo=UTC)


def context(sight=Sight.WHITEHALL, as_at=PAPER, **more):
    return SectionContext(sight=sight, as_at=as_at, known_at=as_at, **more)


def prose(content):
    """The section's sentences."""
    return next(block.text for block in content.blocks if isinstance(block, Paragraph))


@pytest.fixture
def call(world):
    """A call that one member of a group answered, and nobody else."""
    group = add_group()
    made = issued(world)
    member = group.authorities.get(slug="westminster")
    answered(
        made, "west-london", "comment", text="Only Whitehall reads this", authority=member, by=officer_of("westminster")
    )
    return made


def test_whitehall_reads_what_places_said_and_the_others_who_they_were(call):
    for sight in Sight:
        content = BUILD(context(sight))
        assert ("Only Whitehall reads this" in str(content)) is (sight is Sight.WHITEHALL)
        assert "A comment came from West London (Westminster)." in prose(content)


def test_the_table_counts_and_names(call):
    [table] = [block for block in BUILD(context(Sight.AREAS)).blocks if isinstance(block, Table)]
    assert table.rows == (
        ("Nothing to add", "0", "None"),
        ("Additions", "0", "None"),
        ("A comment", "1", "West London (Westminster)"),
        ("No reply", "2", "Swindon, Barnet"),
        ("Of the replies, late", "0", "None"),
    )


def test_what_came_in_after_the_papers_moment_is_not_in_it(call):
    assert "None of the three areas asked replied." in prose(BUILD(context(as_at=REPLIED - timedelta(hours=1))))


def test_what_was_not_known_at_the_papers_moment_is_not_in_it(call):
    letter = {"now": PAPER + timedelta(days=1), "received_at": REPLIED}
    answered(call, "barnet", "nil", by=call.issued_by, **letter)
    known_then, known_now = BUILD(context()), BUILD(replace(context(), known_at=PAPER + timedelta(days=2)))
    assert "One of the three" in prose(known_then)
    assert "Two of the three" in prose(known_now)


def test_without_a_choice_the_calls_since_the_last_paper_are_in_it(world, call):
    second = issued(world, title="Later call", now=PAPER, due_on=PAPER.date() + timedelta(days=9))
    compared = Compared("The last paper", as_at=LATE + timedelta(days=1), known_at=LATE)
    content = BUILD(context(as_at=PAPER + timedelta(days=1), compared=compared))
    assert [row[0] for row in content.sheets[0].rows] == [second.title] * 3


def test_the_writer_of_a_draft_chooses_among_the_calls(world, call):
    field = OPTION_FIELDS["calls"](world.person("secretariat"))
    assert field.choices == [(str(call.pk), "Barriers that are missing (4 March 2011)")]
    chosen = BUILD(context(options={"calls": field.clean([str(call.pk)])}))
    assert chosen.sheets[0].rows[0][0] == call.title


@pytest.mark.parametrize(
    ("options", "as_at", "why"),
    [
        ({"calls": [999_999]}, PAPER, "no longer there"),
        ({"calls": "nonsense"}, PAPER, "no longer there"),
        ({}, ISSUED - timedelta(days=1), "take the section out"),
    ],
)
def test_a_call_that_is_gone_is_said(call, options, as_at, why):
    with pytest.raises(SectionUnavailable, match=why):
        BUILD(context(as_at=as_at, options=options))


def test_a_call_that_came_after_the_papers_moment_is_said(call):
    with pytest.raises(SectionUnavailable, match="after the moment of this paper"):
        BUILD(context(as_at=ISSUED - timedelta(days=1), options={"calls": [call.pk]}))


def test_a_call_takes_three_queries_and_the_choice_one(call, django_assert_num_queries):
    with django_assert_num_queries(4):
        BUILD(context(options={"calls": [call.pk]}))


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"csv"}))
def test_every_format_that_prints_holds_the_section(call, name):
    content = BUILD(context())
    file = export(paper_of(content.blocks, sheets=content.sheets), name)
    assert len(file.content) > 100
