"""Two hundred status changes through gunicorn while Redis first refuses and then hangs."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import cache

from cbtracker.outbox.models import OutboxMessage
from tests.databases import database_address
from tests.integration.faults.changing import change_many, ninety_fifth, secretaries, unsaved
from tests.integration.requests_log.world import accepted, make_world
from tests.mail_server import smtp_server
from tests.processes import product
from tests.servers import valkey_server

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
FAULT = "Redis refused, then paused, during 200 status changes"
ASKED = "200 saved, 0 errors, p95 ≤ 1 s, mail caught up ≤ 5 min"
WRITERS, EACH = 4, 25
OUTAGE_SECONDS = 20
CAUGHT_UP_WITHIN_SECONDS = 300


def waiting() -> int:
    return OutboxMessage.objects.filter(state__in=("queued", "sending")).count()


@contextmanager
def outage() -> Iterator[None]:
    """Lasts so long that beat and the worker meet it too."""
    began = time.monotonic()
    yield
    time.sleep(max(0, OUTAGE_SECONDS - (time.monotonic() - began)))


def test_two_hundred_changes_are_saved_while_redis_is_away_and_their_emails_follow(measured, settings, tmp_path):
    world = make_world()
    entries = [accepted(world, world.dfe, issue=f"Request {number}") for number in range(2 * WRITERS)]
    people = secretaries(WRITERS, world.dfe)
    cache.clear()
    with (
        valkey_server() as broker,
        smtp_server(settings) as mailbox,
        product(tmp_path, broker=broker.address, mail_port=settings.EMAIL_PORT, OUTBOX_EVERY_SECONDS="5") as processes,
    ):
        web = processes.web(workers=2)
        processes.worker("one")
        processes.beat()
        processes.all_ready()
        broker.child.stop()
        with outage():
            changes = change_many(web.address, people, entries[:WRITERS], EACH)
        broker.start()
        os.kill(broker.child.pid, signal.SIGSTOP)
        with outage():
            changes += change_many(web.address, people, entries[WRITERS:], EACH)
        waited = waiting()
        os.kill(broker.child.pid, signal.SIGCONT)
        back = time.monotonic()
        processes.wait_until(lambda: not waiting(), "mail caught up", CAUGHT_UP_WITHIN_SECONDS)
        caught_up = time.monotonic() - back
        sent = OutboxMessage.objects.filter(state=OutboxMessage.State.SENT).values_list("message_id", flat=True)
        missing = Counter(sent) - Counter(mailbox.ids()) + (Counter(mailbox.ids()) - Counter(sent))
        failed = OutboxMessage.objects.filter(state=OutboxMessage.State.FAILED).count()
    lost, slow = unsaved(changes, database_address()), ninety_fifth(changes)
    figures = f"{len(changes) - len(lost)} saved, {len(lost)} errors, p95 {slow:.2f} s, {waited} emails waiting"
    measured(FAULT, ASKED, f"{figures}, caught up in {caught_up:.0f} s")
    assert len(changes) == 2 * WRITERS * EACH
    assert lost == []
    assert slow <= 1
    assert (missing, failed) == (Counter(), 0)
    assert mailbox.messages
