"""Several schedulers at once queue one digest for each person and period, and several workers send it once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from cbtracker.digests.models import Digest
from cbtracker.digests.periods import Frequency
from cbtracker.digests.services import queueing
from cbtracker.outbox.models import OutboxMessage
from tests.integration.faults.beats import duplicates, live_a_day, wrong_counts
from tests.integration.faults.people import readers
from tests.mail_server import smtp_server

pytestmark = pytest.mark.django_db(transaction=True)

OFTEN = (Frequency.DAILY, Frequency.WEEKLY)
MONDAY = datetime(2026, 3, 30, 6, 45, tzinfo=UTC)
TICKS = [MONDAY, MONDAY + timedelta(minutes=15), MONDAY + timedelta(minutes=30)]


def test_three_schedulers_and_four_workers_send_each_digest_once(settings):
    people = readers(8, *OFTEN)
    with smtp_server(settings) as mailbox:
        assert live_a_day(TICKS)
        assert duplicates(mailbox) == []
        assert wrong_counts(people, OFTEN * 4, mailbox, TICKS) == []


def queue_at_once(monkeypatch) -> list[str]:
    """Let two schedulers queue digests, each of which has read whose are due before either writes; what they raised."""
    both_have_read, raised = threading.Barrier(2), []
    read = queueing._watched_by

    def read_and_wait(people):
        both_have_read.wait(20)
        return read(people)

    def queue() -> None:
        try:
            raised.extend(str(outcome) for outcome in queueing.queue_digests(now=MONDAY))
        except Exception as error:
            raised.append(type(error).__name__)
        finally:
            connection.close()

    monkeypatch.setattr(queueing, "_watched_by", read_and_wait)
    monkeypatch.setattr(queueing, "_locked", list)
    threads = [threading.Thread(target=queue) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(raised)


@pytest.mark.postgresql
def test_two_schedulers_that_both_found_the_same_person_due_are_told_apart_by_the_database(monkeypatch):
    readers(1, Frequency.WEEKLY)
    assert queue_at_once(monkeypatch) == ["failed", "queued"]
    assert (Digest.objects.count(), OutboxMessage.objects.filter(kind="status_digest").count()) == (1, 1)


@pytest.mark.postgresql
def test_without_the_locks_and_the_constraints_two_schedulers_make_two_digests(monkeypatch, settings):
    """The negative control."""
    readers(1, Frequency.WEEKLY)
    key = OutboxMessage._meta.get_field("dedupe_key")
    plain = key.clone()
    plain._unique = False
    plain.set_attributes_from_name("dedupe_key")
    plain.model = OutboxMessage
    constraint = next(one for one in Digest._meta.constraints if one.name == "digest_one_per_person_and_period")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Digest, constraint)
        editor.alter_field(OutboxMessage, key, plain)
    try:
        with smtp_server(settings) as mailbox:
            queue_at_once(monkeypatch)
            assert duplicates(mailbox)
    finally:
        Digest.objects.all().delete()
        OutboxMessage.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Digest, constraint)
            editor.alter_field(OutboxMessage, plain, key)


def test_a_second_row_for_a_person_and_period_is_refused():
    readers(1, Frequency.WEEKLY)
    queueing.queue_digests(now=MONDAY)
    again = Digest.objects.get()
    again.pk, again.message, again.outcome = None, None, Digest.Outcome.EMPTY
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)
    assert Digest.objects.count() == 1


@pytest.mark.postgresql
def test_a_person_whose_row_is_locked_holds_up_nobody_and_is_told_the_next_time():
    people = readers(3, Frequency.WEEKLY)
    locked, over = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                type(people[1]).objects.select_for_update().get(pk=people[1].pk)
                locked.set()
                over.wait(30)
        finally:
            connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(30)
    assert queueing.queue_digests(now=MONDAY) == {"queued": 2}
    over.set()
    holder.join(30)
    assert queueing.queue_digests(now=MONDAY + timedelta(minutes=10)) == {"queued": 1}
    assert Digest.objects.filter(outcome=Digest.Outcome.QUEUED).count() == 3
