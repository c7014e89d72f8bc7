"""Proposals over HTTP: who enters, clarifies and confirms one, what is refused, and two who write at once."""

from __future__ import annotations

from datetime import date

import pytest

from areas.models import LocalityLead
from cbtracker.accounts.permissions import Role
from families.models import ProposalRevision
from families.services import ProposalTerms, confirm, propose
from tests.factories.people import person
from tests.factories.places import START
from tests.integration.families.proposing import NOW, TERMS, newest, page, words
from tests.integration.requests_log.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_may")]
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
