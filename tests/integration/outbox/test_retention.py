"""Old messages go with what happened to them; what waits, and what something refers to, stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from cbtracker.outbox import retention
from cbtracker.outbox.models import OutboxEvent, OutboxMessage
from cbtracker.outbox.tasks import prune_outbox
from tests.factories.digests import DigestFactory
from tests.factories.messages import queued
from tests.factories.system import OutboxEventFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2012, 6, 1, 9, 0, tzinfo=UTC)
OLD, YOUNG = NOW - timedelta(days=401), NOW - timedelta(days=399)
State = OutboxMessage.State


def kept(moment: datetime, state: str) -> OutboxMessage:
    message = queued(moment)
    sent_at = moment if state == State.SENT else None
    OutboxMessage.objects.filter(pk=message.pk).update(state=state, sent_at=sent_at)
    OutboxEventFactory(message=message, at=moment)
    return message


@pytest.mark.parametrize("state", retention.FINISHED)
def test_what_ended_long_ago_is_removed_with_what_happened_to_it(state):
    kept(OLD, state)
    young = kept(YOUNG, state)
    assert (retention.prune(now=NOW), retention.prune(now=NOW)) == (1, 0)
    assert list(OutboxMessage.objects.all()) == [young]
    assert OutboxEvent.objects.get().message == young


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING])
def test_what_waits_or_is_being_sent_stays_however_old(state):
    kept(OLD, state)
    assert retention.prune(now=NOW) == 0


def test_more_than_one_batch_is_removed_and_no_more_than_is_old(monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for _ in range(5):
        kept(OLD, State.FAILED)
    kept(YOUNG, State.FAILED)
    assert retention.prune(now=NOW) == 5
    assert OutboxMessage.objects.count() == 1


def test_how_long_is_a_setting_and_command_and_task_follow_it(settings):
    settings.OUTBOX_KEEP_DAYS = 30
    kept(datetime.now(tz=UTC) - timedelta(days=31), State.FAILED)
    kept(datetime.now(tz=UTC) - timedelta(days=29), State.FAILED)
    said = StringIO()
    call_command("prune_outbox", stdout=said)
    assert said.getvalue() == "1 removed\n"
    assert prune_outbox() == 0


def test_the_proof_that_a_digest_was_sent_stays():
    proof, other = kept(OLD, State.SENT), kept(OLD, State.SENT)
    DigestFactory(message=proof, outcome="queued")
    assert retention.prune(now=NOW) == 1
    assert list(OutboxMessage.objects.all()) == [proof]
    assert not OutboxEvent.objects.filter(message=other).exists()
