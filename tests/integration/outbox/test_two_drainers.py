"""Two processes that drain the outbox at once send each message once."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection

from cbtracker.outbox import delivery
from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage
from tests.factories.messages import kind_registered, queued
from tests.mail_server import smtp_server

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)
MESSAGES, DRAINERS = 40, 4


def drain_at_once() -> None:
    together = threading.Barrier(DRAINERS)

    def drain() -> None:
        try:
            together.wait(10)
            deliver_due(now=NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=drain) for _ in range(DRAINERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()


def test_drainers_at_once_send_each_message_once(settings):
    with kind_registered(), smtp_server(settings) as box:
        expected = {queued(NOW, f"person{n}@example.org").message_id for n in range(MESSAGES)}
        drain_at_once()
    assert Counter(box.ids()) == Counter(expected)
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.postgresql
def test_without_the_claim_the_same_drainers_send_messages_twice(settings, monkeypatch):
    """The negative control: reading without claiming lets every drainer take the same message."""

    def read_without_claiming(now, claimed_at):
        return OutboxMessage.objects.filter(state="queued", due_at__lte=now).order_by("due_at", "id").first()

    def record_from_any_state(message, outcome, now, **changes):
        OutboxMessage.objects.filter(pk=message.pk).update(state="sent", sent_at=now)
        return "sent"

    monkeypatch.setattr(delivery, "_claim_next", read_without_claiming)
    monkeypatch.setattr(delivery, "_record", record_from_any_state)
    with kind_registered(), smtp_server(settings) as box:
        for n in range(MESSAGES):
            queued(NOW, f"person{n}@example.org")
        drain_at_once()
    assert max(Counter(box.ids()).values()) > 1


@pytest.mark.postgresql
def test_a_message_that_another_drainer_holds_is_passed_over_and_not_waited_for(settings):
    """SKIP LOCKED: a claim that is being made elsewhere holds up nobody."""
    with kind_registered(), smtp_server(settings) as box:
        held, free = queued(NOW, "held@example.org"), queued(NOW, "free@example.org")
        locked, done = threading.Event(), threading.Event()

        def hold() -> None:
            from django.db import transaction

            try:
                with transaction.atomic():
                    OutboxMessage.objects.select_for_update().get(pk=held.pk)
                    locked.set()
                    done.wait(20)
            finally:
                connection.close()

        holder = threading.Thread(target=hold)
        holder.start()
        locked.wait(10)
        deliver_due(now=NOW)
        assert box.ids() == [free.message_id]
        done.set()
        holder.join(20)
        deliver_due(now=NOW)
        assert box.ids() == [free.message_id, held.message_id]
