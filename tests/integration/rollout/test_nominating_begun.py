"""Where nominating begins: the start page, and who reaches it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from cbtracker.accounts.permissions import Role
from rollout.models import Nomination, Step
from rollout.nomination_pages import Page
from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.people import person
from tests.factories.places import AreaMemberFactory, AuthorityFactory
from tests.factories.rollout import EngagementStepFactory
from tests.integration.rollout.nominating import (
    answered,
    officer_of,
)
from tests.integration.rollout.nominating_in_browser import (
    at,
    begun,
    fresh,
    of,
    page_at,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_the_start_page_says_what_it_is_and_who_reads_it(place):
    said = text_of(of(place[1]).get(reverse("rollout:nominate")))
    for words in (
        "nothing to win or lose",
        "nothing scores or ranks it, and no permission is needed",
        "Partners such as the LG Group",
        "come back",
    ):
        assert words in said
    assert "Start the nomination of Kent" in said


def test_starting_twice_leads_to_the_same_draft(place):
    authority, officer = place
    first = begun(authority, officer)
    assert begun(authority, officer_of(authority)) == first
    assert Nomination.objects.count() == 1
    assert "A nomination of Kent has been started" in text_of(of(officer).get(reverse("rollout:nominate")))


def test_an_officer_of_several_authorities_chooses_one(place):
    officer = place[1]
    second = AuthorityFactory(short_name="Medway")
    AuthorityMembershipFactory(user=officer, authority=second)
    page = of(officer).get(reverse("rollout:nominate"))
    assert "Which authority do you want to nominate?" in text_of(page)
    missing = of(officer).post(reverse("rollout:nominate"), {})
    assert missing.status_code == 422
    assert "Select the authority that you want to nominate" in text_of(missing)
    assert begun(second, officer).lead_authority == second


def test_an_officer_without_an_authority_is_told_whom_to_ask():
    said = text_of(of(person(Role.OFFICER)).get(reverse("rollout:nominate")))
    assert "Ask the secretariat to add yours" in said
    assert "Start the nomination" not in said


def test_an_authority_of_another_officer_cannot_be_started(place):
    other = AuthorityFactory()
    response = of(place[1]).post(reverse("rollout:nominate"), {"authority": other.slug})
    assert response.status_code == 422
    assert not Nomination.objects.exists()


def test_an_authority_that_is_live_needs_no_nomination(place):
    authority, officer = place
    EngagementStepFactory(authority=authority, step=Step.LIVE, on=date(2011, 4, 1))
    response = of(officer).post(reverse("rollout:nominate"), {"authority": authority.slug})
    assert response.status_code == 422
    assert "Kent already runs a Community Budget" in text_of(response)
    assert not Nomination.objects.exists()


def test_a_member_of_an_area_is_led_there(place):
    member = AreaMemberFactory(authority=place[0])
    said = text_of(of(place[1]).get(reverse("rollout:nominate")))
    assert f"is part of the area {member.area.name} already" in said
    assert "Start the nomination" not in said


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER}))
def test_nobody_but_officers_nominates(role):
    assert of(person(role)).get(reverse("rollout:nominate")).status_code == 404


def test_the_draft_of_another_authority_is_not_found(place):
    draft = answered(place[1], place[0])
    stranger = of(officer_of(AuthorityFactory()))
    pages = ("tasks", "check", "submit", "confirmation", "withdraw", "resume")
    addresses = [at(f"nomination_{name}", draft) for name in pages]
    addresses += [page_at(draft, Page.WHO), at("nomination_sign_off", draft, slug=place[0].slug)]
    for address in addresses:
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, {"version": draft.version}).status_code in {404, 405}
    assert fresh(draft).version == draft.version
