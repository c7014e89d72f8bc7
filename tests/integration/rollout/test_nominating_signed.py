"""Asking the second person to sign, and submitting what was signed, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from areas.models import Area
from cbtracker.outbox.models import OutboxMessage
from requests_log.models import LoggedRequest
from rollout.models import SignOff, Step
from rollout.services.nominations import keep_page, send_back, sign
from tests.factories.nominations import ANSWERS
from tests.factories.places import AuthorityFactory
from tests.factories.rollout import EngagementStepFactory
from tests.integration.rollout.nominating import (
    BARRIER,
    NOW,
    answered,
    asked,
    officer_of,
    signed,
)
from tests.integration.rollout.nominating_in_browser import (
    SIGNER,
    at,
    begun,
    fresh,
    of,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_the_second_person_is_asked_by_email_once(place):
    authority, officer = place
    draft = answered(officer, authority)
    client, address = of(officer), at("nomination_sign_off", draft, slug=authority.slug)
    typed = {**SIGNER, "version": draft.version, "once": "a-key"}
    for _ in range(2):
        assert client.post(address, typed).url == at("nomination_tasks", draft)
    assert SignOff.objects.count() == 1
    assert OutboxMessage.objects.filter(kind="sign_off_asked").count() == 1
    said = text_of(client.get(at("nomination_tasks", draft)))
    assert "Robin Chief was asked on 5 July 2011. The link works until" in said
    assert "Robin Chief" in text_of(client.get(address))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"full_name": ""}, "Enter the full name of the person who is to sign"),
        ({"post": ""}, "Select whether it is the leader or the chief executive"),
        ({"post": "clerk"}, "Select post from the list"),
        ({"email": f"{'a' * 250}@x.example"}, "must be 254 characters or fewer"),
        ({"email": "robin"}, "Enter an email address in the correct format"),
    ],
)
def test_who_is_to_sign_is_named_in_full(place, typed, said):
    authority, officer = place
    draft = answered(officer, authority)
    address = at("nomination_sign_off", draft, slug=authority.slug)
    response = of(officer).post(address, {**SIGNER, **typed, "version": draft.version})
    assert response.status_code == 422
    assert said in text_of(response)
    assert not SignOff.objects.exists()


def test_the_officer_cannot_be_the_second_person(place):
    authority, officer = place
    draft = answered(officer, authority)
    address = at("nomination_sign_off", draft, slug=authority.slug)
    response = of(officer).post(address, {**SIGNER, "email": officer.email.upper(), "version": draft.version})
    assert response.status_code == 422
    assert "Enter the address of somebody else" in text_of(response)


def test_nobody_signs_while_pages_have_no_answer(place):
    authority, officer = place
    draft = begun(authority, officer)
    response = of(officer).get(at("nomination_sign_off", draft, slug=authority.slug), follow=True)
    assert "Answer “Who is nominating” first" in text_of(response)
    typed = {**SIGNER, "version": draft.version}
    assert of(officer).post(at("nomination_sign_off", draft, slug=authority.slug), typed).status_code == 422


def test_an_authority_that_takes_no_part_has_no_sign_off(place):
    draft = answered(place[1], place[0])
    assert of(place[1]).get(at("nomination_sign_off", draft, slug=AuthorityFactory().slug)).status_code == 404


def test_asking_about_answers_that_were_changed_meanwhile_keeps_the_words(place):
    authority, officer = place
    draft = answered(officer, authority)
    keep_page(draft, page="focus", answers={"focus": "broader"}, by=officer, expected_version=draft.version, now=NOW)
    address = at("nomination_sign_off", draft, slug=authority.slug)
    response = of(officer).post(address, {**SIGNER, "version": draft.version})
    assert response.status_code == 409
    assert "Somebody changed the nomination" in text_of(response)
    assert 'value="Robin Chief"' in response.content.decode()
    assert not SignOff.objects.exists()


def test_the_task_list_tells_where_each_sign_off_stands(place):
    authority, officer = place
    draft = answered(officer, authority)

    def task() -> str:
        return text_of(of(officer).get(at("nomination_tasks", draft)))

    assert "Sign-off for Kent Not asked yet" in task()
    first = asked(draft, authority, officer, now=NOW)
    with time_machine.travel(first.expires_at + timedelta(seconds=1), tick=False):
        assert "expired on" in task()
    send_back(first.token(), comment="Say more of the families", now=NOW)
    assert "Robin Chief sent it back on 4 July 2011" in task()
    address = at("nomination_sign_off", draft, slug=authority.slug)
    assert "Say more of the families" in text_of(of(officer).get(address))
    sign(asked(draft, authority, officer, now=NOW).token(), now=NOW)
    assert "Robin Chief signed on 4 July 2011" in task()
    assert "There is nothing more to do here" in text_of(of(officer).get(address))
    current = fresh(draft)
    keep_page(
        current, page="focus", answers={"focus": "broader"}, by=officer, expected_version=current.version, now=NOW
    )
    assert "The answers were changed after Robin Chief signed. Ask again" in task()


def test_what_is_not_ready_cannot_be_submitted(place):
    authority, officer = place
    draft = answered(officer, authority)
    response = of(officer).get(at("nomination_submit", draft), follow=True)
    assert "Answer all pages and wait until it is signed" in text_of(response)
    refused = of(officer).post(at("nomination_submit", draft))
    assert refused.status_code == 422
    assert "Wait until the second person has signed for Kent" in text_of(refused)
    assert fresh(draft).is_draft


def test_submitting_makes_the_area_and_the_requests_and_confirms(place):
    authority, officer = place
    draft = signed(officer, authority, barriers=[BARRIER])
    client = of(officer)
    asked_first = text_of(client.get(at("nomination_submit", draft)))
    assert "Kent counts as engaged from today" in asked_first
    assert "1 barrier becomes a request" in asked_first
    response = client.post(at("nomination_submit", draft), follow=True)
    assert response.redirect_chain[-1][0] == at("nomination_confirmation", draft)
    said = text_of(response)
    assert draft.reference in said
    assert Area.objects.filter(lead_authority=authority).exists()
    assert LoggedRequest.objects.get().reference in said
    assert "Known to several" in said or ANSWERS["focus"]["detail"] in said
    again = client.get(at("nomination_confirmation", draft))
    assert again.status_code == 200


def test_the_second_who_submits_sees_the_confirmation_of_the_first(place):
    authority, officer = place
    draft, colleague = signed(officer, authority), officer_of(authority)
    for user in (officer, colleague, officer):
        response = of(user).post(at("nomination_submit", draft))
        assert response.url == at("nomination_confirmation", draft)
    assert Area.objects.filter(lead_authority=authority).count() == 1
    assert fresh(draft).submitted_by == officer
    assert of(colleague).get(at("nomination_submit", draft)).url == at("nomination_confirmation", draft)


def test_a_draft_has_no_confirmation_yet(place):
    draft = answered(place[1], place[0])
    assert of(place[1]).get(at("nomination_confirmation", draft)).url == at("nomination_tasks", draft)


def test_an_authority_that_went_live_meanwhile_is_named_on_submitting(place):
    authority, officer = place
    draft = signed(officer, authority)
    EngagementStepFactory(authority=authority, step=Step.LIVE, on=date(2011, 7, 1))
    response = of(officer).post(at("nomination_submit", draft))
    assert response.status_code == 422
    assert "Kent already runs a Community Budget" in text_of(response)
    assert fresh(draft).is_draft


def test_asking_without_a_version_or_for_what_was_submitted_asks_nobody(place):
    authority, officer = place
    draft = answered(officer, authority)
    address = at("nomination_sign_off", draft, slug=authority.slug)
    missing = of(officer).post(address, SIGNER)
    assert missing.status_code == 422
    assert "The form was not sent complete" in text_of(missing)
    assert not SignOff.objects.exists()
    sign(asked(draft, authority, officer, now=NOW).token(), now=NOW)
    of(officer).post(at("nomination_submit", draft))
    late = of(officer).post(address, {**SIGNER, "version": fresh(draft).version})
    assert late.url == at("nomination", draft)
    assert SignOff.objects.count() == 1
