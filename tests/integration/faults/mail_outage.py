"""A mail server that is away, slow, or does not know somebody: what must hold afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.test import Client
from django.urls import reverse

from cbtracker.accounts.models import User
from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage
from tests.factories.messages import queued
from tests.mail_server import Mailbox

State = OutboxMessage.State
HOUR, EVERY = timedelta(hours=1), timedelta(seconds=30)
UNKNOWN = "gone@test.example"


def queue(count: int, now: datetime) -> list[OutboxMessage]:
    """So many messages, to as many people."""
    return [queued(now, f"person{number}@test.example") for number in range(count)]


def an_hour(now: datetime) -> datetime:
    """Let beat ask every thirty seconds for an hour; returns its end."""
    for turn in range(HOUR // EVERY):
        deliver_due(now=now + turn * EVERY)
    return now + HOUR


def until_all_left(now: datetime) -> timedelta:
    """Let beat go on asking until nothing waits; how long it took."""
    moment = now
    while OutboxMessage.objects.filter(state=State.QUEUED).exists() and moment - now < 24 * HOUR:
        deliver_due(now=moment)
        moment += EVERY
    return moment - now


def lost(messages: Sequence[OutboxMessage], mailbox: Mailbox) -> list[str]:
    """What did not arrive exactly once, and what is not recorded as sent."""
    arrived = Counter(mailbox.ids())
    states = dict(OutboxMessage.objects.values_list("pk", "state"))
    return [
        f"{one.to_address}: {arrived[one.message_id]} times, {states[one.pk]}"
        for one in messages
        if arrived[one.message_id] != 1 or states[one.pk] != State.SENT
    ]


def shown_as_failed(reader: User) -> bool:
    """Whether the page of emails shows `reader` that the one to UNKNOWN could not be sent."""
    client = Client()
    client.force_login(reader)
    return UNKNOWN in client.get(reverse("outbox:sent"), {"state": "failed"}).content.decode()
