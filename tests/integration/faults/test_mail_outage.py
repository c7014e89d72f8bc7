"""A mail server that is away for an hour, slow, or does not know somebody costs nobody else their email."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cbtracker.outbox import delivery
from cbtracker.outbox.models import OutboxEvent, OutboxMessage
from tests.factories.messages import kind_registered, queued
from tests.factories.people import person
from tests.integration.faults.mail_outage import UNKNOWN, an_hour, lost, queue, shown_as_failed, until_all_left
from tests.mail_server import smtp_server, use_smtp
from tests.servers import free_port

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 3, 28, 7, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _notes():
    with kind_registered():
        yield


def after_an_hour_without_a_server(settings, count: int) -> tuple[list[str], timedelta]:
    """What was lost of `count` messages, and how long after the server was back all had left."""
    port = free_port()
    use_smtp(settings, port)
    messages = queue(count, NOW)
    back = an_hour(NOW)
    with smtp_server(settings, port) as mailbox:
        took = until_all_left(back)
        return lost(messages, mailbox), took


def test_after_an_hour_without_a_mail_server_each_email_arrives_once(settings):
    missing, took = after_an_hour_without_a_server(settings, 20)
    assert missing == []
    assert took <= timedelta(minutes=64)


def test_without_growing_waits_an_hour_uses_up_every_try(settings, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(delivery, "wait_before", lambda attempt: timedelta(0))
    missing, _ = after_an_hour_without_a_server(settings, 5)
    assert missing


def test_an_address_that_is_refused_is_shown_and_costs_nobody_else_their_email(settings):
    with smtp_server(settings) as mailbox:
        mailbox.refuse_recipients[UNKNOWN] = "550 No such mailbox"
        messages = queue(3, NOW)
        queued(NOW, UNKNOWN)
        messages += queue(3, NOW)
        until_all_left(NOW)
        assert lost(messages, mailbox) == []
    assert shown_as_failed(person("administrator"))


def test_a_refusal_that_is_recorded_as_dropped_would_be_noticed(settings, monkeypatch):
    """The negative control."""
    monkeypatch.setitem(delivery.STATE_AFTER, OutboxEvent.Outcome.REFUSED, OutboxMessage.State.DROPPED)
    with smtp_server(settings) as mailbox:
        mailbox.refuse_recipients[UNKNOWN] = "550 No such mailbox"
        queued(NOW, UNKNOWN)
        until_all_left(NOW)
    assert not shown_as_failed(person("administrator"))


def test_a_slow_mail_server_gets_each_email_once(settings):
    with smtp_server(settings) as mailbox:
        mailbox.late = 0.15
        messages = queue(4, NOW)
        until_all_left(NOW)
        assert lost(messages, mailbox) == []


def test_a_mail_server_that_answers_too_late_is_asked_again_and_nothing_is_lost(settings):
    with smtp_server(settings) as mailbox:
        settings.EMAIL_TIMEOUT = 0.3
        mailbox.late = 2
        (message,) = queue(1, NOW)
        delivery.deliver_due(now=NOW)
        message.refresh_from_db()
        assert message.state == OutboxMessage.State.QUEUED
        mailbox.late, settings.EMAIL_TIMEOUT = 0, 5
        until_all_left(NOW)
        assert lost([message], mailbox) == []
