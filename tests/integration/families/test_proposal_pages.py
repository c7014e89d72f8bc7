"""What areas propose over HTTP: who reads, enters, clarifies and confirms it, and two who write at once."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime

import pytest

from areas.models import AuthorityMembership, LocalityLead
from cbtracker.accounts.permissions import Role
from families.models import Proposal, ProposalRevision
from families.presenters import CAVEAT
from families.services import ProposalTerms, ProposalWords, clarify, confirm, propose
from tests.factories.families import EstimateFactory, EstimateRunFactory, ProposalRevisionFactory
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, AuthorityFactory
from tests.integration.requests_log.pages import signed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 5, 3, 12, tzinfo=UTC)
TERMS = ProposalTerms(first_low=100, first_high=100, period_low=400, period_high=530)
TYPED = {
    "first_low": "1,100",
    "first_high": "1 100",
    "period_low": "",
    "period_high": "",
    "covers": "other",
    "additional": "partly",
    "incremental_from": "2012",
    "basis": "Families known to three services",
    "comment": "",
    "effective_on_day": "2",
    "effective_on_month": "5",
    "effective_on_year": "2011",
    "version": "0",
}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def run():
    return EstimateRunFactory(is_current=True, name="Annex D as published")


@pytest.fixture
def area(run):
    area = AreaFactory(name="Kent", slug="kent", order=1)
    authority = AuthorityFactory(short_name="Kent", slug="kent-county")
    AreaMemberFactory(area=area, authority=authority)
    EstimateFactory(run=run, authority=authority, low=2540, high=2580)
    EstimateFactory(run=run, authority=authority, cohort="fwmp_child", low=1000, high=1010)
    return area


@pytest.fixture
def officer(area):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=area.members.get().authority, from_on=START)
    return user


@pytest.fixture
def secretary():
    return person(Role.SECRETARIAT)


def words(shown):
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", shown)).split())


def newest():
    return ProposalRevision.objects.order_by("-version").first()


def page(user, address, status=200):
    response = signed_in(user).get(address)
    assert response.status_code == status
    return response.content.decode()


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


def test_what_an_officer_types_is_kept_as_it_was_meant(officer):
    response = signed_in(officer).post("/families/proposals/kent/enter/", TYPED, follow=True)
    assert "The proposal is saved" in words(response.content.decode())
    said = newest()
    assert (said.first_low, said.first_high, said.period_low, said.period_high) == (1100, 1100, None, None)
    assert (said.covers, said.additional, said.incremental_from) == ("other", "partly", 2012)
    assert (said.effective_on, said.by, said.action) == (date(2011, 5, 2), officer, "entered")


def test_a_zero_stays_a_zero_and_a_blank_a_blank(officer):
    typed = {**TYPED, "first_low": "0", "first_high": "0"}
    signed_in(officer).post("/families/proposals/kent/enter/", typed)
    assert (newest().first_low, newest().first_high, newest().period_low) == (0, 0, None)
    shown = words(page(officer, "/families/proposals/kent/"))
    assert "Proposal, 2011/12 0 Proposal, Spending Review period no number" in shown


@pytest.mark.parametrize(
    ("typed", "field", "fault"),
    [
        ({"first_low": "five"}, "first_low", "2011/12: lowest number of families must be a whole number, like 120"),
        ({"first_low": "-5"}, "first_low", "2011/12: lowest number of families must be a whole number, like 120"),
        ({"first_low": "1.5"}, "first_low", "2011/12: lowest number of families must be a whole number, like 120"),
        ({"first_high": "9" * 5000}, "first_high", "2011/12: highest number of families must be 1,000,000 or less"),
        ({"first_high": "1000001"}, "first_high", "2011/12: highest number of families must be 1,000,000 or less"),
        ({"first_high": ""}, "first_high", "Enter the highest number of families for 2011/12, or leave both blank"),
        (
            {"period_high": "9"},
            "period_low",
            "Enter the lowest number of families for the Spending Review period, or leave both blank",
        ),
        ({"first_high": "7"}, "first_high", "highest number of families must be the same as the lowest or more"),
        ({"covers": "all"}, "covers", "Select which families the numbers are of"),
        ({"basis": "x" * 2001}, "basis", "Basis of the numbers must be 2000 characters or fewer"),
        ({"effective_on_year": "2012"}, "effective_on_day", "Effective date must be on or before 3 May 2011"),
    ],
)
def test_what_cannot_be_is_named_at_its_field(officer, typed, field, fault):
    response = signed_in(officer).post("/families/proposals/kent/enter/", {**TYPED, **typed})
    assert response.status_code == 422
    shown = response.content.decode()
    assert f'<a href="#id_{field}">' in shown
    assert fault in words(shown)
    assert not ProposalRevision.objects.exists()


def test_an_effective_date_before_the_version_before_is_refused_at_its_field(area, officer):
    propose(area=area, terms=TERMS, expected_version=0, by=officer, now=NOW)
    response = signed_in(officer).post("/families/proposals/kent/enter/", {**TYPED, "version": "1"})
    assert response.status_code == 422
    assert "Effective date must be 3 May 2011 or later" in words(response.content.decode())


def test_the_champion_and_the_areas_lead_change_words_and_no_figure(area, officer):
    propose(area=area, terms=TERMS, expected_version=0, by=officer, now=NOW)
    lead = person(Role.LOCALITY_LEAD)
    LocalityLead.objects.create(user=lead, authority=area.members.get().authority, from_on=START)
    for version, who in enumerate((person(Role.CHAMPION), lead), start=1):
        shown = page(who, "/families/proposals/kent/clarify/")
        assert 'name="first_low"' not in shown
        assert "400 – 530" in shown
        typed = {**TYPED, "effective_on_day": "3", "version": str(version), "comment": f"Said {version}"}
        signed_in(who).post("/families/proposals/kent/clarify/", typed)
        said = newest()
        assert (said.action, said.by, said.comment, said.first_low) == ("clarified", who, f"Said {version}", 100)


def test_there_is_nothing_to_clarify_before_something_was_proposed(area):
    response = signed_in(person(Role.CHAMPION)).get("/families/proposals/kent/clarify/", follow=True)
    assert "The area has proposed nothing yet" in words(response.content.decode())
    assert "Clarify the words" not in response.content.decode()


def test_the_secretariat_confirms_what_it_saw_and_only_that(area, officer, secretary):
    propose(area=area, terms=TERMS, expected_version=0, by=officer, now=NOW)
    propose(area=area, terms=TERMS, expected_version=1, by=officer, now=NOW)
    stale = signed_in(secretary).post("/families/proposals/kent/confirm/", {"version": "1"})
    assert (stale.status_code, newest().action) == (409, "entered")
    assert "Somebody else changed this first" in stale.content.decode()
    done = signed_in(secretary).post("/families/proposals/kent/confirm/", {"version": "2"}, follow=True)
    assert "The proposal of Kent is confirmed" in words(done.content.decode())
    assert newest().action == "confirmed"
    again = signed_in(secretary).post("/families/proposals/kent/confirm/", {"version": "3"})
    assert (again.status_code, newest().version) == (409, 3)


def test_what_is_confirmed_the_officer_and_the_champion_only_read(area, officer, secretary):
    propose(area=area, terms=TERMS, expected_version=0, by=officer, now=NOW)
    confirm(area=area, expected_version=1, by=secretary, now=NOW)
    for user, name in ((officer, "enter"), (person(Role.CHAMPION), "clarify")):
        response = signed_in(user).get(f"/families/proposals/kent/{name}/", follow=True)
        assert "ask the secretariat to change it" in words(response.content.decode())
        shown = page(user, "/families/proposals/kent/")
        assert f"/families/proposals/kent/{name}/" not in shown
    assert "/families/proposals/kent/enter/" in page(secretary, "/families/proposals/kent/")


def test_whoever_wrote_while_it_was_confirmed_keeps_every_word(area, officer, secretary):
    propose(area=area, terms=TERMS, expected_version=0, by=officer, now=NOW)
    confirm(area=area, expected_version=1, by=secretary, now=NOW)
    response = signed_in(officer).post("/families/proposals/kent/enter/", {**TYPED, "version": "1"})
    shown = response.content.decode()
    assert (response.status_code, newest().version) == (409, 2)
    assert "Families known to three services</textarea>" in shown
    assert "1,100</textarea>" in shown


def test_the_later_of_two_officers_sees_both_and_can_put_both_texts_together(area, officer):
    for version in (0, 1):
        terms = ProposalTerms(first_low=7, first_high=9, comment="Theirs", basis="By count")
        propose(area=area, terms=terms, expected_version=version, by=officer, now=NOW)
    typed = {**TYPED, "effective_on_day": "3", "version": "0"}
    response = signed_in(officer).post("/families/proposals/kent/enter/", typed)
    shown = response.content.decode()
    assert (response.status_code, newest().version) == (409, 2)
    assert 'name="version" value="2"' in shown
    assert 'value="1,100"' in shown
    assert f"{officer} saved a change" in words(shown)
    both = signed_in(officer).post("/families/proposals/kent/enter/", {**typed, "version": "2", "choice": "combine"})
    assert "By count Families known to three services" in words(both.content.decode())
    signed_in(officer).post("/families/proposals/kent/enter/", {**typed, "version": "2"})
    assert (newest().version, newest().first_low) == (3, 1100)


def test_a_fault_beside_somebody_elses_first_version_does_not_take_their_version_over(area, officer):
    """The form was made when nothing was there: it may not come back as if it had been made from theirs."""
    propose(area=area, terms=TERMS, expected_version=0, by=officer, now=NOW)
    response = signed_in(officer).post("/families/proposals/kent/enter/", {**TYPED, "first_low": "five"})
    assert response.status_code == 422
    assert 'name="version" value="0"' in response.content.decode()


def test_a_form_that_is_sent_twice_is_taken_once(officer):
    for _ in range(2):
        response = signed_in(officer).post("/families/proposals/kent/enter/", {**TYPED, "once": "a-key"})
        assert response.status_code == 302
    assert ProposalRevision.objects.count() == 1


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
