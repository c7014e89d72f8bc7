"""What happens to a person at once is one message, as long as that message waits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from cbtracker.accounts.permissions import Role
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.services import count_as_sent, enqueue_or_add
from tests.factories.messages import queued
from tests.factories.people import person

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)


def add(item: int, key: str = "a") -> OutboxMessage:
    return enqueue_or_add(kind="note", dedupe_key=key, recipient=person(Role.CHAMPION), item=item, now=NOW)


def test_what_comes_while_it_waits_is_added_and_what_is_of_another_occasion_is_not():
    first = add(1)
    assert add(2).pk == first.pk
    other = add(3, "b")
    assert OutboxMessage.objects.get(pk=first.pk).payload == {"items": [1, 2]}
    assert other.payload == {"items": [3]}


@pytest.mark.parametrize("state", ["sending", "failed", "dropped"])
def test_nothing_is_added_to_a_message_that_no_longer_waits(state):
    OutboxMessage.objects.filter(pk=add(1).pk).update(state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        add(2)
    assert OutboxMessage.objects.get().payload == {"items": [1]}


def test_what_a_story_of_the_past_takes_as_sent_is_of_its_kind_and_of_its_time():
    sent, other, later = queued(NOW), queued(NOW, kind="another"), queued(NOW.replace(day=23))
    assert count_as_sent(kind="note", now=NOW) == 1
    states = dict(OutboxMessage.objects.values_list("pk", "state"))
    assert states == {sent.pk: "sent", other.pk: "queued", later.pk: "queued"}
