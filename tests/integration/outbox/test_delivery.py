"""The outbox against a real SMTP server: what is sent, refused, tried again, given up, and never sent twice."""

from __future__ import annotations

import socket
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.mail import get_connection
from django.core.management import call_command
from django.db import IntegrityError, transaction

from cbtracker.outbox import delivery
from cbtracker.outbox.delivery import MAX_ATTEMPTS, STRANDED_AFTER, deliver_due, requeue_stranded, wait_before
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.services import enqueue
from tests.factories.messages import kind_registered, note, queued
from tests.mail_server import Mailbox, smtp_server, use_smtp
from tests.servers import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("notes")]

NOW = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)
State = OutboxMessage.State


def state_of(message: OutboxMessage) -> str:
    message.refresh_from_db()
    return message.state


def die_in(step: str, monkeypatch) -> None:
    """Deliver with a process that ends at `step`, as a kill would end it."""

    def crash(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(delivery, step, crash)
        with pytest.raises(SystemExit):
            deliver_due(now=NOW)


def test_a_due_message_arrives_once_as_plain_text_and_html(mailbox: Mailbox):
    message = queued(NOW, "amina@example.org", text="CB-0001")
    assert deliver_due(now=NOW) == {State.SENT: 1}
    assert deliver_due(now=NOW) == {}
    [arrived] = mailbox.messages
    assert (arrived["To"], arrived["Subject"]) == ("amina@example.org", "About CB-0001")
    assert [part.get_content_type() for part in arrived.get_payload()] == ["text/plain", "text/html"]
    assert arrived["Message-ID"] == message.message_id
    assert arrived["Auto-Submitted"] == "auto-generated"
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.attempts) == (State.SENT, NOW, 1)


def test_a_message_that_is_not_due_yet_waits(mailbox: Mailbox):
    message = queued(NOW + timedelta(minutes=1))
    deliver_due(now=NOW)
    assert state_of(message) == State.QUEUED
    deliver_due(now=NOW + timedelta(minutes=1))
    assert state_of(message) == State.SENT


def test_no_more_than_the_limit_leaves_at_once_and_the_earliest_leaves_first(mailbox: Mailbox):
    for minute in (2, 1, 3):
        queued(NOW - timedelta(minutes=minute), f"person{minute}@example.org")
    deliver_due(now=NOW, limit=2)
    assert mailbox.addressees() == ["person3@example.org", "person2@example.org"]


def test_a_message_that_no_longer_concerns_the_person_is_dropped_and_not_sent(mailbox: Mailbox):
    message = queued(NOW, gone=True)
    assert deliver_due(now=NOW) == {State.DROPPED: 1}
    assert (state_of(message), mailbox.messages) == (State.DROPPED, [])


def test_a_kind_without_a_renderer_fails_where_people_see_it_and_the_next_message_still_leaves(mailbox: Mailbox):
    unknown, known = queued(NOW, kind="no-such-kind"), queued(NOW)
    deliver_due(now=NOW)
    assert (state_of(unknown), state_of(known)) == (State.FAILED, State.SENT)
    assert "no-such-kind" in unknown.last_error


def test_a_renderer_that_breaks_is_tried_again_and_does_not_hold_up_the_next_message(mailbox: Mailbox):
    def broken(message, now):
        raise KeyError("entry")

    with kind_registered("broken", broken):
        message, known = queued(NOW, kind="broken"), queued(NOW)
        deliver_due(now=NOW)
    assert (state_of(message), state_of(known)) == (State.QUEUED, State.SENT)
    assert "KeyError" in message.last_error


def test_a_recipient_refused_for_good_fails_at_once_and_the_next_message_still_leaves(mailbox: Mailbox):
    mailbox.refuse_recipients["gone@example.org"] = "550 No such mailbox"
    refused, other = queued(NOW, "gone@example.org"), queued(NOW)
    deliver_due(now=NOW)
    assert (state_of(refused), state_of(other)) == (State.FAILED, State.SENT)
    assert "No such mailbox" in refused.last_error


def test_a_recipient_refused_for_now_is_tried_again_later(mailbox: Mailbox):
    mailbox.refuse_recipients["busy@example.org"] = "451 Try again later"
    message = queued(NOW, "busy@example.org")
    deliver_due(now=NOW)
    assert state_of(message) == State.QUEUED
    assert message.due_at == NOW + wait_before(1)
    mailbox.refuse_recipients.clear()
    deliver_due(now=message.due_at)
    assert state_of(message) == State.SENT


def test_text_refused_for_good_fails_at_once(mailbox: Mailbox):
    mailbox.refuse_data = "554 Not accepted"
    message = queued(NOW)
    deliver_due(now=NOW)
    assert state_of(message) == State.FAILED
    assert "554" in message.last_error


def test_with_the_server_down_one_message_is_tried_and_all_arrive_when_it_is_back(settings):
    port = free_port()
    use_smtp(settings, port)
    first, second = queued(NOW, "a@example.org"), queued(NOW, "b@example.org")
    assert deliver_due(now=NOW) == {State.QUEUED: 1}
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.attempts, second.attempts) == (1, 0)
    assert "Connection" in first.last_error
    with smtp_server(settings, port) as box:
        deliver_due(now=NOW + wait_before(1))
        assert sorted(box.addressees()) == ["a@example.org", "b@example.org"]


def test_a_server_that_hangs_up_counts_as_down(settings):
    listener = socket.create_server(("127.0.0.1", 0))
    use_smtp(settings, listener.getsockname()[1])
    settings.EMAIL_TIMEOUT = 0.2
    message = queued(NOW)
    deliver_due(now=NOW)
    listener.close()
    assert state_of(message) == State.QUEUED
    assert message.due_at > NOW


def test_after_the_last_try_a_message_is_given_up_where_people_see_it(settings):
    use_smtp(settings, free_port())
    message = queued(NOW)
    moment = NOW
    for _ in range(MAX_ATTEMPTS):
        assert state_of(message) == State.QUEUED
        moment = message.due_at
        deliver_due(now=moment)
    assert state_of(message) == State.FAILED
    assert message.attempts == MAX_ATTEMPTS
    assert moment - NOW > timedelta(days=1)


def test_waits_grow_and_stay_within_four_hours():
    waits = [wait_before(attempt) for attempt in range(1, MAX_ATTEMPTS + 1)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(minutes=1), timedelta(hours=4))


def test_what_a_crash_left_between_claim_and_send_is_found_and_sent(mailbox: Mailbox, monkeypatch):
    message = queued(NOW)

    die_in("_send", monkeypatch)
    assert state_of(message) == State.SENDING
    later = NOW + STRANDED_AFTER
    assert requeue_stranded(now=later) == 0, "not before it is old enough: another process may be sending it"
    later += timedelta(seconds=1)
    assert (requeue_stranded(now=later), requeue_stranded(now=later)) == (1, 0)
    deliver_due(now=later)
    assert mailbox.ids() == [message.message_id]


def test_a_crash_after_sending_sends_again_with_the_same_message_id(mailbox: Mailbox, monkeypatch):
    message = queued(NOW)

    die_in("_record", monkeypatch)
    later = NOW + STRANDED_AFTER + timedelta(seconds=1)
    requeue_stranded(now=later)
    deliver_due(now=later)
    assert mailbox.ids() == [message.message_id, message.message_id]


def test_a_message_on_which_the_process_dies_every_time_is_given_up():
    message = queued(NOW)
    OutboxMessage.objects.filter(pk=message.pk).update(state=State.SENDING, claimed_at=NOW, attempts=MAX_ATTEMPTS)
    assert requeue_stranded(now=NOW + timedelta(days=1)) == 0
    assert state_of(message) == State.FAILED


def test_a_subject_never_becomes_a_second_header(mailbox: Mailbox):
    from cbtracker.outbox.emails import fill
    from tests.factories.people import UserFactory

    def sly(message, now):
        return fill("password_reset_key", subject="Hello\r\nBcc: all@example.org", person=UserFactory(), link="/")

    with kind_registered("sly", sly):
        queued(NOW, kind="sly")
        deliver_due(now=NOW)
    [arrived] = mailbox.messages
    assert arrived["Bcc"] is None
    assert arrived["Subject"] == "Hello Bcc: all@example.org"


def test_enqueueing_rolls_back_with_its_transaction():
    with suppress(ZeroDivisionError), transaction.atomic():
        queued(NOW)
        assert OutboxMessage.objects.exists()
        raise ZeroDivisionError
    assert not OutboxMessage.objects.exists()


def test_enqueueing_stays_when_its_transaction_does():
    with transaction.atomic():
        queued(NOW)
    assert OutboxMessage.objects.count() == 1


def test_one_occasion_has_one_message():
    enqueue(kind="note", dedupe_key="digest:7:2011-03-21", to_address="a@example.org", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        enqueue(kind="note", dedupe_key="digest:7:2011-03-21", to_address="a@example.org", now=NOW)
    enqueue(kind="note", dedupe_key="digest:7:2011-03-22", to_address="a@example.org", now=NOW)
    assert OutboxMessage.objects.count() == 2


def test_a_kind_has_one_renderer():
    from cbtracker.outbox.registry import register

    register("note", note)
    with pytest.raises(ValueError, match="has a renderer already"):
        register("note", lambda message, now: None)


def test_the_command_says_what_became_of_the_messages(mailbox: Mailbox):
    queued(NOW)
    said = StringIO()
    call_command("deliver_outbox", stdout=said)
    assert said.getvalue() == "1 sent; 0 found stranded\n"
    said = StringIO()
    call_command("deliver_outbox", stdout=said)
    assert said.getvalue() == "nothing was due; 0 found stranded\n"


def test_in_demonstration_mode_no_mail_server_is_asked(settings):
    from cbtracker import settings as product

    assert product.DEMONSTRATION
    settings.EMAIL_BACKEND = product.EMAIL_BACKEND
    assert type(get_connection()).__module__ == "cbtracker.outbox.demonstration"
