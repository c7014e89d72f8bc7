"""What home pages and the page of a place say of proposals, and to whom."""

from __future__ import annotations

import pytest

from cbtracker.accounts.permissions import Role
from families.presenters import CAVEAT
from tests.factories.families import ProposalFactory, ProposalRevisionFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(area):
    proposal = ProposalFactory(area=area)
    ProposalRevisionFactory(proposal=proposal, period_low=7351, period_high=7353)
    return proposal


def confirmed(proposal):
    ProposalRevisionFactory(proposal=proposal, version=2, action="confirmed")
    proposal.version = 2
    proposal.save()


def test_an_officer_is_told_of_a_proposal_that_is_missing_or_can_still_be_changed(area, officer, as_reader):
    home = as_reader(officer, "/")
    assert "Your proposal for Swindon" in home
    assert "Nothing has been entered yet" in home
    proposal = ProposalFactory(area=area)
    ProposalRevisionFactory(proposal=proposal)
    assert "It waits to be confirmed" in as_reader(officer, "/")
    confirmed(proposal)
    assert "Your proposal" not in as_reader(officer, "/")


def test_the_secretariat_counts_proposals_to_confirm_and_is_led_to_them(proposal, as_reader):
    secretary = person(Role.SECRETARIAT)
    counted = 'href="/families/proposals/"><span class="cb-tallies__number">{}</span>'
    assert counted.format(1) in as_reader(secretary, "/")
    confirmed(proposal)
    assert counted.format(0) in as_reader(secretary, "/")


def test_home_pages_hold_no_figure(proposal, officer, as_reader):
    for user in (officer, *(person(role) for role in Role)):
        assert "7,351" not in as_reader(user, "/")


def test_the_page_of_a_place_shows_the_proposal_with_the_caveat_to_those_who_may_read_it(proposal, officer, as_reader):
    for user in (officer, person(Role.SECRETARIAT), person(Role.CHAMPION), person(Role.LOCALITY_LEAD)):
        html = as_reader(user, "/areas/swindon/")
        assert "7,351 – 7,353" in html
        assert CAVEAT in html
        assert 'href="/families/proposals/swindon/"' in html


def test_the_page_of_a_place_says_nothing_of_it_to_others(proposal, as_reader):
    for reader in (person(Role.PARTNER), person(Role.OFFICER)):
        html = as_reader(reader, "/areas/swindon/")
        assert "7,351" not in html
        assert "/families/proposals/" not in html.replace('href="/families/proposals/"', "")
        assert 'id="families"' not in html
