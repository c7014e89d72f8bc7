"""Passwords: forgotten, changed, refused, asked for again."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage
from tests.factories.people import PASSWORD
from tests.integration.accounts.browsing import is_signed_in, sign_in
from tests.mail_server import smtp_server

pytestmark = pytest.mark.django_db

NEW = "seventeen umbrellas in Hull"


def reset_link_from(box) -> str:
    text = box.messages[-1].get_payload()[0].get_payload(decode=True).decode()
    return re.search(r"http://127\.0\.0\.1:8000(\S+)", text).group(1)


def test_a_forgotten_password_is_set_by_a_link_that_works_once(client, person, settings):
    client.post(reverse("account_reset_password"), {"email": "Amina@example.org"})
    with smtp_server(settings) as box:
        deliver_due(now=timezone.now())
        link = reset_link_from(box)
        assert box.addressees() == ["amina@example.org"]
        form = client.get(link)["Location"]
        assert client.post(form, {"password1": NEW, "password2": NEW}).status_code == 302
        assert sign_in(client, password=NEW).status_code == 302
        assert "does not work any more" in Client().get(link).text
        deliver_due(now=timezone.now())
        assert "was reset" in box.messages[-1]["Subject"]


def test_the_outbox_holds_no_link_and_no_token_of_a_reset(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})
    [message] = OutboxMessage.objects.all()
    assert message.payload == {"template": "password_reset_key"}


def test_asking_for_a_reset_of_an_unknown_address_says_the_same_and_sends_nothing(client, person):
    known = client.post(reverse("account_reset_password"), {"email": person.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert known["Location"] == unknown["Location"]
    assert [m.recipient for m in OutboxMessage.objects.all()] == [person]


def test_a_reset_queued_before_the_access_ended_is_not_sent(client, person, settings):
    client.post(reverse("account_reset_password"), {"email": person.email})
    person.is_active, person.access_ended_at = False, timezone.now()
    person.save()
    with smtp_server(settings) as box:
        assert deliver_due(now=timezone.now()) == {"dropped": 1}
        assert box.messages == []


def test_changing_the_password_needs_the_old_one_tells_the_person_and_keeps_the_session(client, person):
    sign_in(client)
    change = reverse("account_change_password")
    wrong = client.post(change, {"oldpassword": "wrong", "password1": NEW, "password2": NEW})
    assert "not your password" in wrong.text
    client.post(change, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert is_signed_in(client)
    assert OutboxMessage.objects.get().payload == {"template": "password_changed"}
    assert sign_in(Client(), password=NEW).status_code == 302


def test_changing_the_password_ends_every_other_session(client, person):
    other = Client()
    sign_in(client)
    sign_in(other)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert not is_signed_in(other)


@pytest.mark.parametrize("weak", ["short", "123456789012345", "qwerty123456", "amina@example.org"])
def test_weak_passwords_are_refused(client, person, weak):
    sign_in(client)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_reauthentication_takes_the_persons_password_and_no_other(client, person):
    sign_in(client)
    page = reverse("account_reauthenticate")
    assert "not your password" in client.post(page, {"password": "wrong"}).text
    assert client.post(page, {"password": PASSWORD}).status_code == 302


def test_a_reset_link_is_too_old_after_the_time_that_the_settings_give(client, person, settings, time_machine):
    from cbtracker.accounts.mail import reset_link

    start = datetime(2011, 3, 22, 12, 0, tzinfo=UTC)
    time_machine.move_to(start)
    link = reset_link(person).removeprefix(settings.SITE_URL)
    assert client.get(link).status_code == 302
    time_machine.move_to(start + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60))
    assert "does not work any more" in Client().get(link).text


def test_the_way_to_change_the_password_is_on_every_page(client, person):
    client.force_login(person)
    assert f'href="{reverse("account_change_password")}"' in client.get("/").text
