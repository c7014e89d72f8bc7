"""The page behind the link by which the second person of an authority signs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rollout.models import Nomination, SignOff
from rollout.services.nominations import find_answered, keep_page, withdraw
from tests.integration.accounts.browsing import text_of
from tests.integration.rollout.nominating import a_place, answered, asked

pytestmark = pytest.mark.django_db
CLOSED = "This link cannot be used"
SIGN = {"answer": "sign", "agreed": "on"}
BACK = {"answer": "send_back", "comment": "Name the <police>"}


@pytest.fixture
def place():
    return a_place()


@pytest.fixture
def sign_off(place):
    kent, officer = place
    now = timezone.now()
    return asked(answered(officer, kent, now=now), kent, officer, now=now)


def link_of(sign_off) -> str:
    return reverse("rollout:sign_off", args=[sign_off.token()])


def done_of(sign_off) -> str:
    return reverse("rollout:signed_off", args=[sign_off.token()])


def again(sign_off) -> SignOff:
    return SignOff.objects.get(pk=sign_off.pk)


def untouched(sign_off) -> bool:
    now = again(sign_off)
    return (now.signed_at, now.sent_back_at) == (None, None)


def test_the_page_says_who_asks_for_whom_and_every_answer_without_an_account(client, place, sign_off):
    _, officer = place
    page = text_of(client.get(link_of(sign_off)))
    assert f"{officer} asks you, Robin Chief, to sign for Kent as its chief executive" in page
    assert "Families known to several services" in page
    assert "I am Robin Chief, chief executive, and I sign this nomination for Kent" in page
    assert "This is not a bid" in page


def test_reading_the_page_signs_nothing_because_mail_scanners_read_it_too(client, sign_off):
    for method in (client.get, client.head):
        assert method(link_of(sign_off)).status_code == 200
    assert client.get(link_of(sign_off), SIGN).status_code == 200
    assert untouched(sign_off)


def test_the_page_is_kept_by_no_cache_found_by_no_search_and_sent_on_to_no_other_site(client, sign_off):
    for address in (link_of(sign_off), done_of(sign_off)):
        response = client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"
        assert '<meta name="robots" content="noindex, nofollow">' in response.text


def test_signing_says_what_comes_next_and_the_link_works_no_more(client, sign_off):
    page = text_of(client.post(link_of(sign_off), SIGN, follow=True))
    assert "You have signed" in page
    assert again(sign_off).signed_at is not None
    assert CLOSED in text_of(client.get(link_of(sign_off)), 404)


def test_signing_without_the_tick_says_so_and_signs_nothing(client, sign_off):
    page = text_of(client.post(link_of(sign_off), {"answer": "sign"}), 422)
    assert "Select that you are Robin Chief and sign for Kent" in page
    assert 'href="#id_agreed"' in page
    assert "<title>Error: " in page
    assert untouched(sign_off)


def test_a_form_that_does_not_say_what_it_answers_signs_nothing(client, sign_off):
    text_of(client.post(link_of(sign_off), {}), 422)
    assert untouched(sign_off)


def test_what_should_change_is_sent_back_and_shown_as_it_was_typed(client, sign_off):
    text_of(client.post(link_of(sign_off), BACK), 422)
    page = client.post(link_of(sign_off), {**BACK, "comment": "Name the police & others"}, follow=True)
    assert "Name the police &amp; others" in page.text
    assert "asks you again when the answers have changed" in text_of(page)
    assert again(sign_off).comment == "Name the police & others"


@pytest.mark.parametrize(
    ("comment", "said"), [("", "Enter what should change before you sign"), ("x" * 2001, "2000 characters or fewer")]
)
def test_a_comment_that_will_not_do_is_kept_on_the_page_and_sends_nothing_back(client, sign_off, comment, said):
    page = text_of(client.post(link_of(sign_off), {"answer": "send_back", "comment": comment}), 422)
    assert said in page
    assert 'href="#id_comment"' in page
    assert comment in page
    assert untouched(sign_off)


def test_a_button_that_is_pressed_twice_shows_what_the_first_press_did(client, sign_off):
    for _ in range(2):
        assert "You have signed" in text_of(client.post(link_of(sign_off), SIGN, follow=True))
    first = again(sign_off)
    assert "You have signed" in text_of(client.post(link_of(sign_off), BACK, follow=True))
    assert again(sign_off).signed_at == first.signed_at
    assert untouched(sign_off) is False
    assert again(sign_off).comment == ""


def _expire(sign_off, place):
    SignOff.objects.filter(pk=sign_off.pk).update(expires_at=timezone.now())


def _replace(sign_off, place):
    kent, officer = place
    asked(sign_off.nomination, kent, officer, email="leader@kent.example", now=timezone.now())


def _change(sign_off, place):
    version = Nomination.objects.get().version
    answers = {"focus": "broader", "detail": ""}
    keep_page(
        Nomination.objects.get(),
        page="focus",
        answers=answers,
        by=place[1],
        expected_version=version,
        now=timezone.now(),
    )


def _withdraw(sign_off, place):
    nomination = Nomination.objects.get()
    withdraw(nomination, reason="", by=place[1], expected_version=nomination.version, now=timezone.now())


@pytest.mark.parametrize("end", [_expire, _replace, _change, _withdraw])
def test_a_link_that_no_longer_works_says_what_to_do_and_changes_nothing(client, place, sign_off, end):
    end(sign_off, place)
    for response in (
        client.get(link_of(sign_off)),
        client.post(link_of(sign_off), SIGN),
        client.post(link_of(sign_off), BACK),
        client.get(done_of(sign_off)),
    ):
        page = text_of(response, 404)
        assert CLOSED in page
        assert "ask you again" in page
        assert "Kent" not in page
    assert untouched(sign_off)


@pytest.mark.parametrize("token", ["made-up", "x" * 3000, "é", "a b"])
def test_a_link_that_somebody_made_up_says_the_same(client, token):
    assert CLOSED in text_of(client.get(f"/nominations/sign/{token}/"), 404)
    assert CLOSED in text_of(client.get(f"/nominations/sign/{token}/done/"), 404)


def test_a_signature_that_was_overtaken_is_not_shown_as_one(client, place, sign_off):
    client.post(link_of(sign_off), SIGN)
    assert find_answered(sign_off.token()) is not None
    _change(sign_off, place)
    assert CLOSED in text_of(client.get(done_of(sign_off)), 404)


def test_the_second_person_stays_whoever_is_signed_in(client, place, sign_off):
    client.force_login(place[1])
    assert "You have signed" in text_of(client.post(link_of(sign_off), SIGN, follow=True))


def test_a_link_expires_to_the_second(client, sign_off):
    SignOff.objects.filter(pk=sign_off.pk).update(expires_at=timezone.now() + timedelta(minutes=1))
    assert client.get(link_of(sign_off)).status_code == 200
