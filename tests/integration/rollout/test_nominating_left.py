"""Withdrawing a nomination and resuming it."""

from __future__ import annotations

import pytest

from rollout.models import Nomination
from rollout.services.nominations import withdraw
from tests.integration.rollout.nominating import (
    NOW,
    answered,
    submitted,
)
from tests.integration.rollout.nominating_in_browser import (
    at,
    begun,
    fresh,
    of,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_a_draft_is_withdrawn_and_resumed_with_its_answers(place):
    authority, officer = place
    draft, client = answered(officer, authority), of(officer)
    typed = {"reason": "Not this year", "version": draft.version}
    assert client.post(at("nomination_withdraw", draft), typed).url == at("nomination", draft)
    twice = client.post(at("nomination_withdraw", draft), typed, follow=True)
    assert "It has been withdrawn" in text_of(twice)
    version = fresh(draft).version
    assert client.get(at("nomination_resume", draft)).status_code == 200
    for _ in range(2):
        response = client.post(at("nomination_resume", draft), {"version": version})
        assert response.url == at("nomination_tasks", draft)
    assert fresh(draft).answers == draft.answers


def test_a_submitted_nomination_is_withdrawn_and_resumed(place):
    authority, officer = place
    nomination, client = submitted(officer, authority), of(officer)
    page = text_of(client.get(at("nomination_withdraw", nomination)))
    assert "stand at “withdrawn” from today" in page
    client.post(at("nomination_withdraw", nomination), {"reason": "", "version": nomination.version})
    assert fresh(nomination).state is Nomination.State.WITHDRAWN
    assert "It was withdrawn on 5 July 2011" in text_of(client.get(at("nomination_confirmation", nomination)))
    assert client.get(at("nomination_submit", nomination)).url == at("nomination", nomination)
    assert client.post(at("nomination_submit", nomination)).url == at("nomination", nomination)
    response = client.post(at("nomination_resume", nomination), {"version": fresh(nomination).version})
    assert response.url == at("nomination", nomination)
    assert fresh(nomination).state is Nomination.State.SUBMITTED


def test_withdrawing_what_was_changed_meanwhile_asks_again(place):
    authority, officer = place
    draft = answered(officer, authority)
    response = of(officer).post(at("nomination_withdraw", draft), {"reason": "Because", "version": 1})
    assert response.status_code == 409
    assert "Because" in response.content.decode()
    assert fresh(draft).is_draft
    assert of(officer).post(at("nomination_withdraw", draft), {"reason": "x"}).status_code == 422
    long = {"reason": "x" * 1001, "version": draft.version}
    assert of(officer).post(at("nomination_withdraw", draft), long).status_code == 422


def test_a_draft_whose_authority_was_nominated_otherwise_cannot_be_resumed(place):
    authority, officer = place
    draft = answered(officer, authority)
    withdraw(draft, reason="", by=officer, expected_version=draft.version, now=NOW)
    begun(authority, officer)
    response = of(officer).post(at("nomination_resume", draft), {"version": fresh(draft).version})
    assert response.status_code == 422
    assert "Kent is already in another open nomination" in text_of(response)
    assert of(officer).post(at("nomination_resume", draft), {}).status_code == 422
    stale = of(officer).post(at("nomination_resume", draft), {"version": 1})
    assert stale.status_code in {409, 422}
