"""The picture of estimates and a proposal, and the sentence beside it, without a database."""

from __future__ import annotations

import re
from itertools import product

import pytest

from areas.models import Area
from families.models import Cohort, ProposalRevision
from families.plots import proposal_plot, small_plot
from families.proposal_presenters import differences, figures_of
from families.selectors.annex_d import Kind, Line, Range
from families.selectors.proposals import AreaProposal

Additional, Covers = ProposalRevision.Additional, ProposalRevision.Covers
KENT = Area(slug="kent", name="Kent & <b>Medway</b>")
DIAMOND = re.compile(r'<path[^>]*fill="#1d70b8"')
DOT = re.compile(r'<path[^>]*fill="#505a5f"')


def proposed(*, estimate=None, is_group=False, **said):
    """An area of one authority with an estimate of the first group, and a proposal that says `said`."""
    revision = ProposalRevision(version=1, action="entered", **said)
    estimates = {Cohort.FWMP: estimate} if estimate else {}
    line = Line(Kind.AREA, "Kent", KENT, estimates=estimates, without="" if estimate else "no score", proposal=revision)
    return AreaProposal(KENT, is_group=is_group, proposal=line, estimates=[line])


def test_a_range_has_two_marks_and_a_point_one():
    found = proposed(estimate=Range(640, 770), period_low=400, period_high=400)
    picture = proposal_plot(found)
    assert (len(DOT.findall(picture)), len(DIAMOND.findall(picture))) == (2, 1)


def test_a_blank_has_words_and_no_mark_for_it_is_not_zero():
    blank = proposal_plot(proposed(estimate=Range(640, 770)))
    zero = proposal_plot(proposed(estimate=Range(640, 770), first_low=0, first_high=0))
    assert (len(DIAMOND.findall(blank)), len(DIAMOND.findall(zero))) == (0, 1)
    assert "Proposal, 2011/12: no number" in blank
    assert "Proposal, 2011/12: 0" in zero


def test_the_picture_says_in_words_what_it_shows_and_escapes_what_people_typed():
    picture = proposal_plot(proposed(estimate=Range(640, 770), period_low=400, period_high=530))
    assert '<title id="plot-kent-title">Kent &amp; &lt;b&gt;Medway&lt;/b&gt;: estimates and proposal</title>' in picture
    described = picture[picture.index("<desc") : picture.index("</desc>")]
    for figure in figures_of(proposed(estimate=Range(640, 770), period_low=400, period_high=530)):
        assert figure.said in described


def test_nothing_is_drawn_where_there_is_no_number():
    assert (proposal_plot(proposed()), small_plot(proposed())) == ("", "")


def test_an_authority_without_an_estimate_says_why():
    assert figures_of(proposed())[0].number == "no estimate: no score"


def test_small_pictures_look_alike_whatever_the_size_of_the_area():
    """Each is on a scale of its own: a place ten times as large has no longer line."""
    one = proposed(estimate=Range(100, 200), period_low=50, period_high=50)
    ten = proposed(estimate=Range(1000, 2000), period_low=500, period_high=500)
    shapes = [re.sub(r"<desc.*?</desc>", "", small_plot(found)) for found in (one, ten)]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize(("covers", "additional"), list(product(Covers.values, Additional.values)))
@pytest.mark.parametrize("is_group", [True, False])
def test_how_they_differ_is_said_and_never_worked_out(covers, additional, is_group):
    said = {"covers": covers, "additional": additional, "incremental_from": 2012}
    one = proposed(estimate=Range(640, 770), period_low=400, period_high=530, is_group=is_group, **said)
    other = proposed(estimate=Range(9, 9), period_low=7, period_high=7, is_group=is_group, **said)
    assert differences(one) == differences(other)
    assert re.findall(r"\d+", differences(one)) == ["2012", "13"]
    assert ("each estimate is of one of them" in differences(one)) is is_group


def test_nothing_is_said_of_an_area_that_proposed_nothing():
    assert differences(AreaProposal(KENT)) == ""
