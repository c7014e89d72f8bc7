"""The second person of each authority signs, through a link that expires and works once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.services.versions import StaleVersion
from cbtracker.outbox.models import OutboxMessage
from rollout.models import SignOff
from rollout.nomination_pages import Page
from rollout.services.nominations import (
    LinkClosed,
    ask_sign_off,
    find_sign_off,
    keep_page,
    send_back,
    sign,
    start_nomination,
    withdraw,
)
from rollout.services.nominations.signing import unsigned_authorities
from tests.factories.places import AuthorityFactory
from tests.integration.rollout.nominating import NOW, a_place, answered, asked, officer_of, signed

pytestmark = pytest.mark.django_db
TERM = timedelta(days=settings.SIGN_OFF_DAYS)


@pytest.fixture
def place():
    return a_place()


@pytest.fixture
def draft(place):
    kent, officer = place
    return answered(officer, kent)


def test_the_second_person_is_written_to_and_signs_once(place, draft):
    kent, officer = place
    sign_off = asked(draft, kent, officer)
    message = OutboxMessage.objects.get()
    assert (message.kind, message.to_address) == ("sign_off_asked", sign_off.email)
    assert unsigned_authorities(draft) == [kent]
    token = sign_off.token()
    assert token not in str(message.payload)
    assert sign(token, now=NOW + TERM / 2).signed_at == NOW + TERM / 2
    assert unsigned_authorities(draft) == []
    told = OutboxMessage.objects.get(kind="sign_off_answered")
    assert told.recipient == officer
    with pytest.raises(LinkClosed):
        sign(token, now=NOW + TERM / 2)
    with pytest.raises(LinkClosed):
        send_back(token, comment="Wait", now=NOW + TERM / 2)


def test_a_link_that_expired_signs_nothing(place, draft):
    kent, officer = place
    token = asked(draft, kent, officer).token()
    assert find_sign_off(token, now=NOW + TERM - timedelta(seconds=1)) is not None
    for late in (TERM, TERM + timedelta(days=300)):
        assert find_sign_off(token, now=NOW + late) is None
        with pytest.raises(LinkClosed):
            sign(token, now=NOW + late)
    assert SignOff.objects.get().signed_at is None


def test_a_link_dies_when_another_is_sent_and_when_answers_change_or_the_nomination_is_withdrawn(place, draft):
    kent, officer = place
    first, second = asked(draft, kent, officer), asked(draft, kent, officer, email="leader@kent.example")
    assert find_sign_off(first.token(), now=NOW) is None
    assert find_sign_off(second.token(), now=NOW) == second
    draft.refresh_from_db()
    answers = {"focus": "broader", "detail": ""}
    draft = keep_page(draft, page=Page.FOCUS, answers=answers, by=officer, expected_version=draft.version, now=NOW)
    assert find_sign_off(second.token(), now=NOW) is None
    third = asked(draft, kent, officer)
    draft.refresh_from_db()
    withdraw(draft, reason="", by=officer, expected_version=draft.version, now=NOW)
    for sign_off in (first, second, third):
        with pytest.raises(LinkClosed):
            sign(sign_off.token(), now=NOW)
    assert not SignOff.objects.filter(signed_at__isnull=False).exists()


def test_a_token_that_somebody_made_up_opens_nothing(place, draft):
    kent, officer = place
    asked(draft, kent, officer)
    for token in ("", "x", "é" * 43, "a" * 5000):
        assert find_sign_off(token, now=NOW) is None


def test_what_should_change_comes_back_to_the_officer_who_asks_again(place, draft):
    kent, officer = place
    token = asked(draft, kent, officer).token()
    for comment in ("", "  ", "x" * 2001):
        with pytest.raises(ValidationError):
            send_back(token, comment=comment, now=NOW)
    back = send_back(token, comment="Name the police", now=NOW)
    assert (back.comment, back.sent_back_at, back.signed_at) == ("Name the police", NOW, None)
    assert unsigned_authorities(draft) == [kent]
    assert sign(asked(draft, kent, officer).token(), now=NOW).signed_at == NOW


def test_each_authority_of_a_joint_nomination_signs_for_itself():
    kent, officer = a_place()
    medway = AuthorityFactory(short_name="Medway")
    draft = answered(officer, kent, medway, name="Kent and Medway")
    asked(draft, kent, officer, email="both@example.org")
    with pytest.raises(ValidationError, match="signs for somebody else"):
        asked(draft, medway, officer, email="Both@example.org")
    sign(SignOff.objects.current().get().token(), now=NOW)
    assert unsigned_authorities(draft) == [medway]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"full_name": " "}, "Enter the full name"),
        ({"post": "councillor"}, "leader or the chief executive"),
    ],
)
def test_who_is_to_sign_has_to_be_named(place, draft, change, said):
    kent, officer = place
    with pytest.raises(ValidationError, match=said):
        asked(draft, kent, officer, **change)
    assert not OutboxMessage.objects.exists()


def test_nobody_signs_for_themselves(place, draft):
    kent, officer = place
    colleague = officer_of(kent)
    for asker in (officer, colleague):
        with pytest.raises(ValidationError, match="a second person has to sign"):
            asked(draft, kent, asker, email=officer.email.upper())
    with pytest.raises(ValidationError, match="a second person has to sign"):
        asked(draft, kent, colleague, email=colleague.email)


def test_sign_off_is_asked_for_once_every_page_is_answered_and_for_authorities_that_take_part(place):
    kent, officer = place
    begun = start_nomination(authority=kent, by=officer, now=NOW)
    with pytest.raises(ValidationError, match="Answer “Who is nominating” first"):
        asked(begun, kent, officer)
    draft = answered(officer, kent)
    with pytest.raises(ValidationError, match="takes no part"):
        asked(draft, AuthorityFactory(), officer)
    with pytest.raises(NotPermitted):
        asked(draft, kent, officer_of(AuthorityFactory()))


def test_asking_with_an_older_version_asks_nobody(place, draft):
    kent, officer = place
    with pytest.raises(StaleVersion):
        ask_sign_off(
            draft,
            authority=kent,
            full_name="Robin Chief",
            post="leader",
            email="leader@kent.example",
            by=officer,
            expected_version=draft.version - 1,
            now=NOW,
        )
    assert not SignOff.objects.exists()


def test_signing_does_not_make_the_officers_page_stale(place, draft):
    kent, officer = place
    asked(draft, kent, officer)
    draft.refresh_from_db()
    sign(SignOff.objects.get().token(), now=NOW)
    answers = draft.answers["focus"]
    kept = keep_page(draft, page=Page.FOCUS, answers=answers, by=officer, expected_version=draft.version, now=NOW)
    assert kept.sign_offs.current().get().signed_at == NOW
    assert signed(officer, kent).sign_offs.current().get().signed_at == NOW
