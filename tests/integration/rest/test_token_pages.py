"""The pages on which people create, list and revoke access tokens."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from cbtracker.accounts.permissions import Role
from cbtracker.rest.models import AccessToken
from tests.factories.people import PASSWORD, enter_password, person
from tests.factories.rest import AccessTokenFactory, ApiUseFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 3, 22, 17, tzinfo=UTC)
OWN, CREATE = "/account/tokens/", "/account/tokens/create/"
FORM = {"name": "Figures & facts", "scopes": ["read", "export"], "days": "30", "once": "a-key"}


@pytest.fixture(autouse=True)
def _in_march(time_machine):
    time_machine.move_to(NOW, tick=False)


def signed_in(user, *, lately=True) -> Client:
    client = Client()
    client.force_login(user)
    if lately:
        enter_password(client, user)
    return client


def shown(answer) -> list[str]:
    """The tokens on the page."""
    return re.findall(r"cbt_[\w-]+", answer.text)


def test_a_token_is_shown_once_in_the_answer_that_nothing_keeps_and_works():
    champion = person(Role.CHAMPION)
    client = signed_in(champion)
    created = client.post(CREATE, FORM)
    (token,) = shown(created)
    kept = AccessToken.objects.get()
    assert kept.digest == AccessToken.digest_of(token)
    assert (kept.user, kept.may_do, kept.expires_at) == (champion, "read, export", NOW + timedelta(days=30))
    assert created["Cache-Control"] == "private, no-store"
    assert created["Referrer-Policy"] == "no-referrer"
    assert "Figures &amp; facts" in created.text
    listed = client.get(OWN)
    assert "Figures &amp; facts" in listed.text
    assert "Never used" in listed.text
    assert f"ends in {token[-4:]}" in listed.text
    assert shown(listed) == []


def test_a_form_sent_twice_makes_one_token_and_says_that_it_cannot_be_shown_again():
    client = signed_in(person(Role.CHAMPION))
    first, second = client.post(CREATE, FORM), client.post(CREATE, FORM)
    assert (len(shown(first)), shown(second)) == (1, [])
    assert "cannot be shown again" in second.text
    assert AccessToken.objects.count() == 1
    assert len(shown(client.post(CREATE, {**FORM, "once": "another"}))) == 1


def test_a_form_with_faults_says_what_to_do_at_each_field_and_makes_nothing():
    client = signed_in(person(Role.CHAMPION))
    empty = client.post(CREATE, {})
    assert empty.status_code == 422
    for text in ("Enter what the token is for", "Select what the token may do", "Select how long the token lasts"):
        assert empty.text.count(text) == 2, text
    for wrong in ({"scopes": ["admin"]}, {"days": "366"}, {"days": "0"}, {"name": "x" * 101}, {"name": "<b>x</b>"}):
        assert client.post(CREATE, {**FORM, **wrong}).status_code == 422, wrong
    assert not AccessToken.objects.exists()


def test_who_has_20_tokens_is_told_to_revoke_one():
    champion = person(Role.CHAMPION)
    for _ in range(20):
        AccessTokenFactory(user=champion)
    refused = signed_in(champion).post(CREATE, FORM)
    assert refused.status_code == 422
    assert "You have 20 access tokens. Revoke one" in refused.text


def test_a_session_that_was_left_open_creates_no_token_until_the_password_is_entered():
    champion = person(Role.CHAMPION, password=PASSWORD)
    client = signed_in(champion, lately=False)
    asked = reverse("account_reauthenticate")
    for led in (client.get(CREATE), client.post(CREATE, FORM)):
        assert unquote(led["Location"]) == f"{asked}?next={CREATE}"
    assert not AccessToken.objects.exists()
    wrong = client.post(asked, {"password": "something else", "next": CREATE})
    assert wrong.status_code == 200
    assert not AccessToken.objects.exists()
    goes_on = client.post(asked, {"password": PASSWORD, "next": CREATE})
    assert len(shown(goes_on)) == 1, "what was typed before is not lost"
    assert goes_on["Cache-Control"] == "private, no-store"
    assert client.get(CREATE).status_code == 200


def test_a_password_entered_an_hour_ago_is_asked_for_again(time_machine):
    champion = person(Role.CHAMPION, password=PASSWORD)
    client = signed_in(champion)
    assert client.get(CREATE).status_code == 200
    time_machine.shift(3600)
    assert client.get(CREATE).status_code == 302


def test_who_has_no_password_as_in_the_demonstration_is_not_asked_for_one():
    champion = person(Role.CHAMPION)
    champion.set_unusable_password()
    champion.save()
    assert signed_in(champion, lately=False).get(CREATE).status_code == 200


def test_the_header_leads_to_the_tokens_of_those_who_may_have_one():
    assert f'href="{OWN}"' in signed_in(person(Role.OFFICER)).get("/").text
    administrator = signed_in(person(Role.ADMINISTRATOR))
    assert f'href="{OWN}"' not in administrator.get("/").text
    assert [administrator.get(to).status_code for to in (OWN, CREATE)] == [404, 404]


def test_a_list_says_when_each_was_last_used_what_ended_lately_and_nothing_of_other_people(
    django_assert_max_num_queries,
):
    champion, administrator = person(Role.CHAMPION), person(Role.ADMINISTRATOR, full_name="Ada Admin")
    token = AccessTokenFactory(user=champion, name="In force", created_at=NOW - timedelta(days=3))
    ApiUseFactory(user=champion, token=token, last_used_at=NOW - timedelta(hours=2))
    ApiUseFactory(user=champion, token=None, last_used_at=NOW)
    AccessTokenFactory(user=champion, name="Expired", created_at=NOW - timedelta(days=91))
    AccessTokenFactory(user=champion, name="Long ago", created_at=NOW - timedelta(days=200))
    AccessTokenFactory(user=champion, name="Taken back", revoked_at=NOW, revoked_by=administrator)
    AccessTokenFactory(name="Somebody else's")
    client = signed_in(champion)
    with django_assert_max_num_queries(6):
        html = client.get(OWN).text
    assert "22 March 2011, 3:00pm" in html
    assert "Expired on 21 March 2011" in html
    assert "Revoked by Ada Admin on 22 March 2011" in html
    assert "Long ago" not in html
    assert "Somebody else" not in html
    assert html.count("Revoke<") == 1


def test_a_token_is_revoked_after_a_question_and_twice_is_as_once():
    champion = person(Role.CHAMPION)
    client, kept = signed_in(champion), AccessTokenFactory(user=champion)
    page = reverse("tokens:revoke", kwargs={"pk": kept.pk})
    assert "Programs that use it stop working at once" in client.get(page).text
    assert not AccessToken.objects.filter(revoked_at__isnull=False).exists(), "asking changes nothing"
    for _ in range(2):
        answer = client.post(page, follow=True)
        assert answer.redirect_chain == [(OWN, 302)]
    assert "is revoked. It no longer works" in answer.text
    assert AccessToken.objects.get().revoked_by == champion
    assert client.get(page, follow=True).redirect_chain == [(OWN, 302)]


def test_an_administrator_sees_and_revokes_the_tokens_of_a_person_on_their_page():
    partner, administrator, secretary = (person(r) for r in (Role.PARTNER, Role.ADMINISTRATOR, Role.SECRETARIAT))
    kept = AccessTokenFactory(user=partner, name="Partner's figures")
    page = reverse("accounts:person", kwargs={"pk": partner.pk})
    revoke = reverse("tokens:revoke", kwargs={"pk": kept.pk})
    client = signed_in(administrator)
    assert revoke in client.get(page).text
    assert revoke not in signed_in(secretary).get(page).text
    assert signed_in(secretary).post(revoke).status_code == 404
    assert signed_in(person(Role.PARTNER)).post(revoke).status_code == 404
    assert AccessToken.objects.usable(NOW).exists()
    answer = client.post(revoke, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert "None in force" in answer.text
    assert AccessToken.objects.get().revoked_by == administrator
