"""The pages of the audit and of the emails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from cbtracker.audit.services import record
from cbtracker.outbox.models import OutboxMessage
from tests.factories.messages import queued
from tests.factories.people import UserFactory, person

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)


@pytest.fixture
def secretariat(client):
    user = person(Role.SECRETARIAT, full_name="Sam Secretary")
    client.force_login(user)
    return user


def text_of(response, status=200) -> str:
    assert response.status_code == status
    return " ".join(unescape(response.text).split())


def listed(client, **query) -> list[str]:
    text = text_of(client.get(reverse("audit:events"), query))
    labels = ("Amina Khan", "Ben Cole", "Cara Lowe")
    return [label for label in labels if f"{label}<br>" in text]


@pytest.fixture
def events(secretariat):
    amina, ben, cara = (person(Role.PARTNER, full_name=name) for name in ("Amina Khan", "Ben Cole", "Cara Lowe"))
    other = person(Role.ADMINISTRATOR, full_name="Ada Admin")
    record(by=secretariat, verb="invitation.sent", on=amina, data={"role": "partner"}, now=NOW)
    record(by=other, verb="access.ended", on=ben, now=NOW + timedelta(days=1))
    record(by=None, verb="access.ended", on=cara, now=NOW + timedelta(days=1, hours=6, minutes=59))
    return amina, ben, cara


def test_events_are_found_by_person_verb_record_and_day(client, events):
    amina, *_ = events
    assert listed(client) == ["Amina Khan", "Ben Cole", "Cara Lowe"]
    assert listed(client, person="ada") == ["Ben Cole"]
    assert listed(client, verb="access ended") == []
    assert listed(client, verb="access") == ["Ben Cole", "Cara Lowe"]
    assert listed(client, record="khan") == ["Amina Khan"]
    assert listed(client, record=f"accounts.user {amina.pk}") == ["Amina Khan"]
    assert listed(client, record="accounts.user") == ["Amina Khan", "Ben Cole", "Cara Lowe"]
    assert listed(client, since="2011-03-23") == ["Ben Cole", "Cara Lowe"]
    assert listed(client, until="2011-03-22") == ["Amina Khan"]
    day = {"until_day": "22", "until_month": "3", "until_year": "2011"}
    assert listed(client, **day) == ["Amina Khan"]


def test_a_day_begins_at_midnight_in_london(client, secretariat):
    summer = person(Role.PARTNER, full_name="Amina Khan")
    record(by=None, verb="access.ended", on=summer, now=datetime(2011, 6, 30, 23, 30, tzinfo=UTC))
    assert listed(client, since="2011-07-01") == ["Amina Khan"]
    assert listed(client, until="2011-06-30") == []


def test_a_date_that_is_none_is_named_and_shows_nothing(client, events):
    bad = {"since_day": "31", "since_month": "2", "since_year": "2011"}
    assert "From must be a real date" in text_of(client.get(reverse("audit:events"), bad), 422)


def test_filters_in_use_can_be_taken_away_one_by_one(client, events):
    text = text_of(client.get(reverse("audit:events"), {"person": "ada", "since": "2011-03-01"}))
    assert "From: 1 March 2011" in text
    assert 'href="?person=ada"' in text


def test_the_newest_event_comes_first_and_pages_go_on(client, secretariat, django_assert_max_num_queries):
    users = [UserFactory(full_name=f"Person {n:02}") for n in range(30)]
    for n, user in enumerate(users):
        record(by=secretariat, verb="access.ended", on=user, now=NOW + timedelta(minutes=n))
    with django_assert_max_num_queries(5):
        text = text_of(client.get(reverse("audit:events")))
    assert "Audit (30)" in text
    assert text.index("Person 29") < text.index("Person 05")
    assert "Person 04" not in text
    following = text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "Person 04" in text_of(client.get(reverse("audit:events") + following))


def test_what_a_request_says_is_not_shown_to_the_administrator(client, secretariat):
    user = person(Role.PARTNER)
    record(by=secretariat, verb="request.position_stated", on=user, data={"text": "HMT will not agree"}, now=NOW)
    assert "HMT will not agree" in text_of(client.get(reverse("audit:events")))
    client.force_login(person(Role.ADMINISTRATOR))
    text = text_of(client.get(reverse("audit:events")))
    assert "Request: position stated" in text
    assert "HMT will not agree" not in text


def test_markup_in_an_event_is_text(client, secretariat):
    user = person(Role.PARTNER, full_name="<script>alert(1)</script>")
    record(by=user, verb="access.ended", on=user, data={"note": "<b>bold</b>"}, now=NOW)
    page = client.get(reverse("audit:events")).text
    assert "<script>alert" not in page
    assert "<b>bold" not in page


def test_events_roll_back_with_what_they_tell_of():
    from contextlib import suppress

    from django.db import transaction

    user = person(Role.PARTNER)
    with suppress(ZeroDivisionError), transaction.atomic():
        record(by=user, verb="access.ended", on=user)
        raise ZeroDivisionError
    assert not AuditEvent.objects.exists()


def test_failures_of_emails_are_seen_at_once_with_their_reason(client, secretariat):
    failed, _ = queued(NOW, "gone@example.org"), queued(NOW, "fine@example.org", text="the secret text")
    OutboxMessage.objects.filter(pk=failed.pk).update(state="failed", attempts=3, last_error="550 No such mailbox")
    page = reverse("outbox:sent")
    text = text_of(client.get(page))
    assert "1 email could not be sent" in text
    assert "550 No such mailbox" in text
    assert "the secret text" not in text
    only_failed = text_of(client.get(page, {"state": "failed"}))
    assert "gone@example.org" in only_failed
    assert "fine@example.org" not in only_failed


def test_emails_are_found_by_person_or_address(client, secretariat):
    from cbtracker.outbox.services import enqueue

    amina = person(Role.PARTNER, full_name="Amina Khan", email="amina@example.org")
    enqueue(kind="note", dedupe_key="1", recipient=amina, now=NOW)
    queued(NOW, "ben@example.org")
    page = reverse("outbox:sent")
    assert "Amina Khan" in text_of(client.get(page, {"to": "khan"}))
    assert "ben@example.org" not in text_of(client.get(page, {"to": "amina@"}))
    assert "No emails match" in text_of(client.get(page, {"to": "nobody"}))


def test_without_failures_no_warning_stands_there(client, secretariat):
    queued(NOW)
    assert "could not be sent" not in text_of(client.get(reverse("outbox:sent")))


def test_a_failed_email_is_sent_again_by_a_button_and_any_other_is_not(client, secretariat):
    now = timezone.now()
    failed, waiting = queued(now, "gone@example.org"), queued(now)
    OutboxMessage.objects.filter(pk=failed.pk).update(state="failed", attempts=12)
    again = client.post(reverse("accounts:send_again", kwargs={"pk": failed.pk}), follow=True)
    assert "queued again" in text_of(again)
    failed.refresh_from_db()
    assert (failed.state, failed.gives_up_after) == ("queued", 24)
    assert AuditEvent.objects.get().verb == "email.queued_again"
    refused = client.post(reverse("accounts:send_again", kwargs={"pk": waiting.pk}), follow=True)
    assert "Only an email that failed can be sent again" in text_of(refused)
