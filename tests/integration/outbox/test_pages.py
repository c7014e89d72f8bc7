"""One email's page: what happened to it, in words, and the button that queues it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.services import SEND_AGAIN_WITHIN
from tests.factories.messages import kind_registered, queued
from tests.factories.people import person
from tests.mail_server import smtp_server

pytestmark = pytest.mark.django_db

State = OutboxMessage.State


def read(client, message: OutboxMessage) -> str:
    return client.get(reverse("outbox:message", kwargs={"pk": message.pk})).content.decode()


def send_again(client, message: OutboxMessage) -> str:
    return client.post(reverse("accounts:send_again", kwargs={"pk": message.pk}), follow=True).content.decode()


@pytest.fixture
def secretariat(client):
    user = person(Role.SECRETARIAT, full_name="Sam Secretary")
    client.force_login(user)
    return user


def test_an_emails_page_says_what_happened_and_who_queued_it_again(client, secretariat, settings):
    now = timezone.now()
    with kind_registered(), smtp_server(settings) as box:
        box.refuse_recipients["gone@example.org"] = "550 No such mailbox"
        message = queued(now, "gone@example.org")
        assert "Nothing yet: it waits to be sent" in read(client, message)
        deliver_due(now=now)
        page = read(client, message)
        assert "Could not be sent" in page
        assert "The mail server does not take emails to this address. It said: 550 No such mailbox" in page
        assert "The email is queued again" in send_again(client, message)
        box.refuse_recipients.clear()
        deliver_due(now=timezone.now())
        page = read(client, message)
    assert "By Sam Secretary" in page
    assert "Send again" not in page
    assert box.ids() == [message.message_id], "it keeps the Message-ID that it had"
    assert list(message.events.values_list("outcome", flat=True)) == ["refused", "queued_again", "sent"]


def test_a_page_never_shows_what_an_email_says(client, secretariat, settings):
    with kind_registered(), smtp_server(settings):
        message = queued(timezone.now(), text="A secret about CB-0001")
        deliver_due(now=timezone.now())
    assert "secret" not in read(client, message)


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.LOCALITY_LEAD, Role.OFFICER, Role.PARTNER])
def test_others_find_no_such_page(client, role):
    client.force_login(person(role))
    message = queued(timezone.now())
    assert client.get(reverse("outbox:message", kwargs={"pk": message.pk})).status_code == 404


def test_an_email_that_is_too_old_to_matter_is_not_sent_again(client, secretariat):
    message = queued(timezone.now() - SEND_AGAIN_WITHIN - timedelta(minutes=1))
    OutboxMessage.objects.filter(pk=message.pk).update(state=State.FAILED, attempts=1)
    assert "too old to be sent again" in read(client, message)
    assert "too old to be sent again" in send_again(client, message)
    message.refresh_from_db()
    assert message.state == State.FAILED
    assert not AuditEvent.objects.exists()


def test_of_two_people_who_send_it_again_one_does(client, secretariat):
    message = queued(timezone.now())
    OutboxMessage.objects.filter(pk=message.pk).update(state=State.FAILED, attempts=1)
    send_again(client, message)
    assert "Only an email that failed can be sent again" in send_again(client, message)
    assert (message.events.count(), AuditEvent.objects.count()) == (1, 1)
