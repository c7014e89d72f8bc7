"""What one message has wrong with it harms no other: the others arrive, and the fault is where people see it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.smtp import AuthResult

from cbtracker.outbox import delivery
from cbtracker.outbox.carriers import mail
from cbtracker.outbox.delivery import MAX_ATTEMPTS, STRANDED_AFTER, deliver_due, requeue_stranded
from cbtracker.outbox.models import OutboxEvent, OutboxMessage
from cbtracker.outbox.registry import RenderedEmail
from cbtracker.outbox.services import enqueue
from tests.factories.messages import again, kind_registered, queued
from tests.factories.people import UserFactory
from tests.mail_server import Mailbox, smtp_server

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("notes")]

NOW = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)
State = OutboxMessage.State


def test_an_email_says_where_to_unsubscribe_at_once(mailbox: Mailbox):
    address = "https://cbtracker.example.org/digest/off/a1/"

    def digest(message, now):
        return RenderedEmail("Your digest", "Text", "<p>Text</p>", unsubscribe=address)

    with kind_registered("digest-like", digest):
        queued(NOW, kind="digest-like")
        queued(NOW)
        deliver_due(now=NOW)
    with_it, without = mailbox.messages
    assert with_it["List-Unsubscribe"] == f"<{address}>"
    assert with_it["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert without["List-Unsubscribe"] is None
    assert without["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize(
    "address",
    [
        "amina.example.org",
        "amina@example.org\r\nBcc: all@example.org",
        "zoë@example.org",
        "a" * 65 + "@example.org",
        "amina@example.org, ben@example.org",
    ],
)
def test_a_bad_address_fails_at_once_with_its_reason_and_the_others_still_go(mailbox: Mailbox, address):
    bad, good = queued(NOW, address), queued(NOW)
    deliver_due(now=NOW)
    assert (again(bad).state, again(good).state) == (State.FAILED, State.SENT)
    assert "email address" in bad.last_error
    assert mailbox.addressees() == [good.to_address]


def test_a_name_with_a_line_break_becomes_no_header(mailbox: Mailbox):
    sly = UserFactory(email="sly@example.org", full_name="Sly\r\nBcc: all@example.org")
    enqueue(kind="note", dedupe_key="sly", recipient=sly, now=NOW)
    deliver_due(now=NOW)
    [arrived] = mailbox.messages
    assert (arrived["To"], arrived["Bcc"]) == ("sly@example.org", None)


def test_a_subject_with_a_line_break_becomes_no_header(mailbox: Mailbox):
    queued(NOW, text="CB-0001\r\nBcc: all@example.org")
    deliver_due(now=NOW)
    [arrived] = mailbox.messages
    assert arrived["Bcc"] is None
    assert arrived["Subject"] == "About CB-0001 Bcc: all@example.org"


def test_a_text_that_can_never_be_made_is_given_up_with_its_reason_while_others_go(mailbox: Mailbox):
    def broken(message, now):
        raise KeyError("entry")

    with kind_registered("broken", broken):
        message, moment = queued(NOW, kind="broken"), NOW
        for n in range(MAX_ATTEMPTS):
            assert again(message).state == State.QUEUED
            moment = message.due_at
            queued(moment, f"person{n}@example.org")
            deliver_due(now=moment)
    assert again(message).state == State.FAILED
    assert "KeyError" in message.last_error
    assert len(mailbox.messages) == MAX_ATTEMPTS


def test_a_fault_that_nobody_thought_of_holds_up_one_message_only(mailbox: Mailbox, monkeypatch):
    made = mail.as_email

    def surprised(message, rendered):
        if message.to_address == "odd@example.org":
            raise ZeroDivisionError
        return made(message, rendered)

    monkeypatch.setattr(mail, "as_email", surprised)
    odd, good = queued(NOW, "odd@example.org"), queued(NOW)
    deliver_due(now=NOW)
    assert (again(odd).state, again(good).state) == (State.QUEUED, State.SENT)
    assert "ZeroDivisionError" in odd.last_error


def test_a_server_that_refuses_us_fails_no_message_for_good(mailbox: Mailbox):
    mailbox.refuse_sender = "550 Not from you"
    first, second = queued(NOW, "a@example.org"), queued(NOW, "b@example.org")
    assert deliver_due(now=NOW) == {State.QUEUED: 1}
    assert (again(first).attempts, again(second).attempts) == (1, 0)
    assert "does not take emails from" in first.last_error
    mailbox.refuse_sender = ""
    deliver_due(now=first.due_at)
    assert sorted(mailbox.addressees()) == ["a@example.org", "b@example.org"]


def test_a_server_that_does_not_accept_our_password_fails_no_message_for_good(settings):
    with smtp_server(settings, authenticator=lambda *_: AuthResult(success=False, handled=False)) as box:
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "cbtracker", "wrong-password"
        first, second = queued(NOW, "a@example.org"), queued(NOW, "b@example.org")
        assert deliver_due(now=NOW) == {State.QUEUED: 1}
        assert (again(first).attempts, again(second).attempts) == (1, 0)
        assert "does not accept our user name and password" in first.last_error
        assert "wrong-password" not in first.last_error
        assert box.messages == []


def test_a_server_that_is_closing_is_left_alone(mailbox: Mailbox):
    mailbox.refuse_data = "421 Closing"
    first, second = queued(NOW, "a@example.org"), queued(NOW, "b@example.org")
    assert deliver_due(now=NOW) == {State.QUEUED: 1}
    assert (again(first).state, again(second).attempts) == (State.QUEUED, 0)


def test_who_took_so_long_that_the_message_is_anothers_overwrites_nothing(mailbox: Mailbox):
    message = queued(NOW)
    OutboxMessage.objects.filter(pk=message.pk).update(state=State.SENDING, claimed_at=NOW, attempts=1)
    late = OutboxMessage.objects.get(pk=message.pk)
    later = NOW + STRANDED_AFTER + timedelta(seconds=1)
    requeue_stranded(now=later)
    deliver_due(now=later)
    assert delivery._record(late, OutboxEvent.Outcome.LATER, later, said="Too slow") == State.SENDING
    assert (again(message).state, message.attempts, message.last_error) == (State.SENT, 2, "")
    assert list(message.events.values_list("outcome", flat=True)) == ["stopped", "sent"]
