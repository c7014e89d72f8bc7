"""A process that is killed while it sends loses nothing, and repeats one email at most, with the same Message-ID."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connections, transaction

from cbtracker.outbox import delivery
from cbtracker.outbox.models import OutboxMessage
from tests.factories.messages import kind_registered, queued
from tests.integration.faults.killing import kill_and_resume, missing
from tests.mail_server import smtp_server

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2011, 3, 28, 7, 5, tzinfo=UTC)
MESSAGES, KILLS = 40, 6


@pytest.fixture
def mailbox(settings):
    with kind_registered(), smtp_server(settings) as box:
        for number in range(MESSAGES):
            queued(NOW, f"person{number}@example.org")
        yield box


def test_a_process_killed_while_it_sends_loses_nothing_and_repeats_at_most_one_email_a_kill(mailbox):
    cost = kill_and_resume(NOW, mailbox, kills=KILLS)
    assert missing(mailbox) == []
    assert OutboxMessage.objects.count() == MESSAGES
    assert max(cost) <= 1


def test_without_the_sweeper_what_a_kill_left_is_missing(mailbox):
    """The negative control."""
    kill_and_resume(NOW, mailbox, kills=KILLS, resume=lambda moment: 0)
    assert missing(mailbox)


def test_without_a_transaction_for_each_message_a_kill_repeats_more_than_one(mailbox):
    """The negative control: everything that was sent is forgotten when one transaction holds it."""

    def send_in_one_transaction(moment) -> None:
        with transaction.atomic():
            delivery.deliver_due(now=moment)

    cost = kill_and_resume(NOW, mailbox, kills=KILLS, send=send_in_one_transaction)
    connections.close_all()
    assert max(cost) > 1
