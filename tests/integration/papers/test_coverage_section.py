"""Coverage in a paper: the same numbers for every audience, as at the paper's moment and as known then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from areas.models import Authority
from cbtracker.papers.exporters import export
from cbtracker.papers.sections.catalogue import KINDS
from cbtracker.papers.sections.registry import Compared, SectionContext
from cbtracker.papers.structure import Paragraph, Table
from cbtracker.web.formats import LONDON
from requests_log.sights import Sight
from rollout.models import EngagementStep
from rollout.selectors.coverage import BASIS
from tests.factories.rollout import EngagementStepFactory
from tests.reference import reference_data
from tests.unit.papers.examples import paper_of, squeezed, text_of

pytestmark = pytest.mark.django_db
LAUNCH = datetime(2011, 4, 1, 9, tzinfo=LONDON)
SEPTEMBER = datetime(2011, 9, 5, 17, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def steps():
    """The first phase, recorded at its launch, and Devon, nominated in September."""
    reference_data()
    EngagementStep.objects.update(recorded_at=LAUNCH)
    devon = Authority.objects.get(slug="devon")
    EngagementStepFactory(authority=devon, step="nominated", on=date(2011, 9, 5), recorded_at=SEPTEMBER)


def context(as_at=SEPTEMBER, sight=Sight.WHITEHALL, **more):
    return SectionContext(sight=sight, as_at=as_at, known_at=more.pop("known_at", as_at), **more)


def built(**more):
    return KINDS["coverage"].build(context(**more))


def said(content):
    return [block.text for block in content.blocks if isinstance(block, Paragraph)]


def tables(content):
    return {block.caption: list(block.rows) for block in content.blocks if isinstance(block, Table)}


def test_the_section_says_the_numbers_as_at_the_papers_moment_and_the_planning_basis():
    at_launch, in_september = said(built(as_at=LAUNCH)), said(built())
    assert at_launch[0].startswith("As at 1 April 2011, 28 of 152 upper-tier authorities (18%) are engaged")
    assert in_september[0].startswith("As at 5 September 2011, 29 of 152")
    assert BASIS in in_september[1]


def test_steps_regions_and_days_add_up():
    steps, regions, days = tables(built()).values()
    assert steps[-1] == ("Total", "152")
    assert sum(int(number) for _, number in steps[:-1]) == 152
    assert regions[-1] == ("England", "29", "152")
    assert [name for name, *_ in regions[:-1]] == sorted(name for name, *_ in regions[:-1])
    assert days == [("1 April 2011", "28", "18%"), ("5 September 2011", "29", "19%")]


def test_every_audience_reads_the_same_numbers():
    assert len({str(built(sight=sight).blocks) for sight in Sight}) == 1


def test_what_was_recorded_after_the_issue_is_not_in_the_paper():
    assert said(built(known_at=LAUNCH))[0].startswith("As at 5 September 2011, 28 of 152")


def test_before_any_step_there_is_no_table_of_days():
    content = built(as_at=datetime(2011, 3, 22, 17, tzinfo=LONDON))
    assert len(tables(content)) == 2
    assert "0 of 152" in said(content)[0]


def test_the_number_of_the_compared_paper_stands_beside_it():
    compared = Compared(title="The launch", as_at=LAUNCH, known_at=LAUNCH)
    content = KINDS["coverage"].build(replace(context(), compared=compared))
    assert "In “The launch”, as at 1 April 2011, it was 28 of 152." in said(content)


def test_the_workbook_has_a_row_for_each_number():
    (sheet,) = built().sheets
    assert sheet.name == "Coverage"
    assert ("England", "Engaged", "29", "152", "2011-09-05") in sheet.rows


@pytest.mark.parametrize("format", ["html", "odt", "pdf"])
def test_every_format_prints_it(format):
    content = built()
    text = text_of(format, export(paper_of(content.blocks[1:]), format).content)
    assert squeezed("29 of 152 upper-tier authorities") in text
    assert squeezed("planning basis, not a target") in text
