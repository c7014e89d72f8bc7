"""What areas propose as it is read over HTTP: beside the estimates, in its history, and as at any day."""

from __future__ import annotations

from datetime import date

import pytest

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from families.models import Proposal
from families.presenters import CAVEAT
from families.services import ProposalTerms, ProposalWords, clarify, propose
from tests.factories.families import EstimateFactory, ProposalRevisionFactory
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory
from tests.integration.families.proposing import NOW, TERMS, page, words
from tests.integration.requests_log.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_may")]


def test_an_officer_is_led_straight_to_their_own_area(officer):
    response = signed_in(officer).get("/families/proposals/")
    assert response.headers["Location"] == "/families/proposals/kent/"
    assert words(page(officer, "/families/proposals/kent/")).count("Enter a proposal") == 1


def test_an_officer_of_no_area_and_one_of_two_areas_read_a_list(area, officer, run):
    AuthorityMembership.objects.create(
        user=officer, authority=AreaMemberFactory(area=AreaFactory(name="Rutland")).authority, from_on=START
    )
    both = words(page(officer, "/families/proposals/"))
    assert ("Kent" in both, "Rutland" in both, "Nothing entered" in both) == (True, True, True)
    assert "No area yet" in words(page(person(Role.OFFICER), "/families/proposals/"))


def test_the_page_shows_estimates_and_proposal_in_picture_table_and_words(area, officer):
    terms = ProposalTerms(period_low=2540, period_high=2580, covers="other", additional="no", incremental_from=2012)
    propose(area=area, terms=terms, expected_version=0, by=officer, now=NOW)
    shown = page(officer, "/families/proposals/kent/")
    [picture] = shown.split("<svg")[1:][-1:]
    for number in ("2,540 – 2,580", "1,000 – 1,010"):
        assert number in picture
        assert number in shown.split("</svg>")[-1]
    assert "<title" in picture
    said = words(shown)
    assert "The proposal covers a different group from either estimate." in said
    assert "It is not additional: it counts families already supported. It is incremental from 2012/13." in said
    assert words(CAVEAT) in said
    assert "%" not in said


def test_whitehall_is_told_which_run_the_estimates_are_of_and_an_officer_is_not(area, officer, run):
    """What the secretariat calls its runs is not for areas (DESIGN §6)."""
    said = f"those of the current run: {run.name}"
    assert said in words(page(person(Role.CHAMPION), "/families/proposals/kent/"))
    assert run.name not in words(page(officer, "/families/proposals/kent/"))


def test_the_history_says_who_changed_what(area, officer):
    champion = person(Role.CHAMPION)
    propose(area=area, terms=TERMS, expected_version=0, by=officer, now=NOW)
    clarify(area=area, words=ProposalWords(covers="fwmp", comment="New"), expected_version=1, by=champion, now=NOW)
    said = words(page(officer, "/families/proposals/kent/"))
    after = said[said.index("History") :]
    assert f"Version 2: clarified by {champion}" in after
    assert "Which families:" in after
    assert "To be supported in 2011/12:" not in after
    assert f"Version 1: entered by {officer}" in after


def test_a_proposal_is_read_as_at_any_day(area, officer):
    propose(area=area, terms=TERMS, expected_version=0, by=officer, now=NOW, effective_on=date(2011, 3, 22))
    propose(area=area, terms=ProposalTerms(first_low=7, first_high=7), expected_version=1, by=officer, now=NOW)
    before = words(page(officer, "/families/proposals/kent/?as_at=2011-04-01"))
    assert "Proposal, Spending Review period 400 – 530" in before
    assert "Change the proposal" not in before
    assert "Nothing had been proposed by 1 March 2011" in words(
        page(officer, "/families/proposals/kent/?as_at=2011-03-01")
    )
    assert "As at must be on or before 3 May 2011" in words(
        page(officer, "/families/proposals/kent/?as_at=2011-05-04", status=422)
    )
    assert page(person(Role.CHAMPION), "/families/proposals/?as_at=2011-04-01").count("400 – 530") >= 1
    assert "must be on or before" in words(page(person(Role.CHAMPION), "/families/proposals/?as_at=2111-05-04", 422))


@pytest.fixture
def group(run):
    area = AreaFactory(name="West London", slug="west-london", order=2)
    for name, low in (("Wandsworth", 620), ("Westminster", 690)):
        member = AreaMemberFactory(area=area, authority__short_name=name)
        EstimateFactory(run=run, authority=member.authority, low=low, high=low + 80)
    ProposalRevisionFactory(proposal__area=area, first_low=550, first_high=550, period_low=2200, period_high=2200)
    return area


def test_a_group_shows_the_range_of_each_member_and_never_their_sum(group, secretary):
    said = words(page(secretary, "/families/proposals/west-london/"))
    assert "Wandsworth, families with multiple problems 620 – 700" in said
    assert "Westminster, families with multiple problems 690 – 770" in said
    assert "1,310" not in said
    assert "It is of all members of the group together; each estimate is of one of them." in said


def test_an_officer_of_a_group_sees_the_own_estimate_and_not_the_neighbours(group):
    officer = person(Role.OFFICER)
    own = group.members.get(authority__short_name="Wandsworth").authority
    AuthorityMembership.objects.create(user=officer, authority=own, from_on=START)
    shown = page(officer, "/families/proposals/west-london/")
    assert ("620 – 700" in shown, "690" in shown, "2,200" in shown) == (True, False, True)


def test_all_areas_stand_in_their_order_each_on_a_scale_of_its_own(area, group, secretary):
    ProposalRevisionFactory(proposal__area=area, period_low=5, period_high=5, first_low=None, first_high=None)
    shown = page(secretary, "/families/proposals/")
    assert shown.index(">Kent</a>") < shown.index(">West London</a>")
    assert shown.count("cb-plot__small") == 2
    assert "aria-sort" not in shown
    assert words(CAVEAT) in words(shown)
    assert "their pictures do not compare" in words(shown)


def test_partners_and_administrators_find_nothing(area, officer):
    propose(area=area, terms=TERMS, expected_version=0, by=officer, now=NOW)
    for role in (Role.PARTNER, Role.ADMINISTRATOR):
        for address in ("", "kent/", "kent/enter/", "kent/clarify/"):
            page(person(role), f"/families/proposals/{address}", status=404)
    elsewhere = AreaMemberFactory()
    stranger = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=stranger, authority=elsewhere.authority, from_on=START)
    page(stranger, "/families/proposals/kent/", status=404)


def test_the_list_reads_no_more_rows_for_more_areas(area, group, secretary, django_assert_max_num_queries):
    page(secretary, "/families/proposals/")
    client = signed_in(secretary)
    for _ in range(3):
        ProposalRevisionFactory(proposal__area=AreaMemberFactory().area)
    with django_assert_max_num_queries(12):
        client.get("/families/proposals/")
    assert Proposal.objects.count() == 4
