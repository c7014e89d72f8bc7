"""A mail server that is away for an hour, slow, and does not know somebody, while three hundred emails wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cbtracker.outbox.models import OutboxMessage
from tests.factories.messages import kind_registered, queued
from tests.factories.people import person
from tests.integration.faults.mail_outage import UNKNOWN, an_hour, lost, queue, shown_as_failed, until_all_left
from tests.mail_server import smtp_server, use_smtp
from tests.servers import free_port

pytestmark = pytest.mark.django_db
FAULT = "SMTP down for an hour, refusing one recipient, slow"
ASKED = "the rest delivered, none lost, the refusal visible"
NOW = datetime(2026, 3, 30, 7, 5, tzinfo=UTC)
MESSAGES, LATE = 300, 0.25


def test_of_three_hundred_emails_all_but_the_refused_one_arrive_once(measured, settings):
    port = free_port()
    use_smtp(settings, port)
    with kind_registered():
        messages = queue(MESSAGES - 1, NOW)
        refused = queued(NOW, UNKNOWN)
        back = an_hour(NOW)
        with smtp_server(settings, port) as mailbox:
            mailbox.late = LATE
            mailbox.refuse_recipients[UNKNOWN] = "550 No such mailbox"
            took = until_all_left(back)
            missing = lost(messages, mailbox)
    visible = shown_as_failed(person("administrator"))
    figures = f"{len(messages) - len(missing)} of {len(messages)} once, {len(missing)} lost, refusal visible: {visible}"
    slow = f"each with {2 * LATE} s of waiting for the server"
    measured(FAULT, ASKED, f"{figures}; {slow}; the last {took // timedelta(minutes=1)} min after the server was back")
    assert missing == []
    assert visible
    refused.refresh_from_db()
    assert refused.state == OutboxMessage.State.FAILED
