"""Two officers at one nomination, and pages of one that is no draft any more."""

from __future__ import annotations

import pytest

from rollout.nomination_pages import Page
from rollout.services.nominations import keep_page, withdraw
from tests.integration.rollout.nominating import (
    BARRIER,
    NOW,
    answered,
    officer_of,
    submitted,
)
from tests.integration.rollout.nominating_in_browser import (
    TYPED,
    at,
    begun,
    fresh,
    of,
    page_at,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_the_second_of_two_writers_keeps_every_word_and_sees_both(place):
    authority, officer = place
    draft, colleague = begun(authority, officer), officer_of(authority)
    of(colleague).post(page_at(draft, Page.FOCUS), {"focus": "broader", "detail": "Hers", "version": 1})
    client, mine = of(officer), {"focus": "families", "detail": "Mine", "version": 1}
    response = client.post(page_at(draft, Page.FOCUS), mine)
    assert response.status_code == 409
    said = text_of(response)
    assert f"{colleague} saved a change" in said
    assert "Hers" in said
    assert "Mine" in said
    assert fresh(draft).answers["focus"]["detail"] == "Hers"
    both = client.post(page_at(draft, Page.FOCUS), {**mine, "choice": "combine"})
    assert "Hers&#10;&#10;Mine" in both.content.decode()
    kept = client.post(page_at(draft, Page.FOCUS), {**mine, "choice": "theirs"})
    assert kept.url == at("nomination_tasks", draft)
    client.post(page_at(draft, Page.FOCUS), {**mine, "version": fresh(draft).version})
    assert fresh(draft).answers["focus"]["detail"] == "Mine"


@pytest.mark.parametrize("page", list(Page))
def test_pressing_twice_saves_once_and_goes_on(place, page):
    authority, officer = place
    draft, client = begun(authority, officer), of(officer)
    first = client.post(page_at(draft, page), {**TYPED[page], "version": 1})
    again = client.post(page_at(draft, page), {**TYPED[page], "version": 1})
    assert again.url == first.url
    assert fresh(draft).version == 2


def test_a_form_without_a_version_is_not_saved(place):
    authority, officer = place
    draft = begun(authority, officer)
    response = of(officer).post(page_at(draft, Page.FOCUS), TYPED[Page.FOCUS])
    assert response.status_code == 422
    assert "The form was not sent complete" in text_of(response)


def test_a_barrier_that_a_colleague_added_is_shown_and_not_lost(place):
    authority, officer = place
    draft = begun(authority, officer)
    two = {"barriers": [BARRIER, {**BARRIER, "issue": "The second one"}]}
    keep_page(draft, page="barriers", answers=two, by=officer, expected_version=1, now=NOW)
    mine = {"count": "1", "barrier1_issue": "My own words", "version": 1}
    response = of(officer).post(page_at(draft, Page.BARRIERS), mine)
    assert response.status_code == 409
    assert "The second one" in text_of(response)
    assert "My own words" in text_of(response)


def test_a_page_that_was_submitted_meanwhile_gives_every_word_back(place):
    authority, officer = place
    nomination = submitted(officer, authority)
    response = of(officer).post(page_at(nomination, Page.FOCUS), {"focus": "broader", "detail": "Mine", "version": 1})
    assert response.status_code == 409
    assert "Your answers cannot be saved" in text_of(response)
    assert "Mine" in response.content.decode()
    assert fresh(nomination).answers == nomination.answers


@pytest.mark.parametrize("name", ["nomination_tasks", "nomination_check"])
def test_a_page_of_a_submitted_nomination_leads_to_it(place, name):
    nomination = submitted(place[1], place[0])
    response = of(place[1]).get(at(name, nomination), follow=True)
    assert response.redirect_chain[-1][0] == at("nomination", nomination)
    assert "its answers can no longer be changed" in text_of(response)


def test_a_page_of_a_withdrawn_draft_leads_to_it(place):
    authority, officer = place
    draft = answered(officer, authority)
    withdraw(draft, reason="", by=officer, expected_version=draft.version, now=NOW)
    response = of(officer).get(page_at(draft, Page.PACE), follow=True)
    assert "It has been withdrawn. Resume it to change its answers" in text_of(response)
