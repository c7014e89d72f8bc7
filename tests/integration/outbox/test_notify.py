"""Emails through GOV.UK Notify, against a stand-in of its HTTP API: what it takes, refuses, and is asked for first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cbtracker.accounts.permissions import Role
from cbtracker.accounts.services import send_again
from cbtracker.outbox import delivery
from cbtracker.outbox.carriers.notify import NotifyCarrier
from cbtracker.outbox.delivery import MAX_ATTEMPTS, STRANDED_AFTER, deliver_due, requeue_stranded, wait_before
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail
from tests.factories.messages import again, kind_registered, queued
from tests.factories.people import UserFactory
from tests.notify_server import API_KEY, HANG_UP, SECRET, SERVICE_ID, TEMPLATE_ID, Notify, notify_server, use_notify
from tests.servers import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("notes")]

NOW = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)
State = OutboxMessage.State


@pytest.fixture
def notify(settings):
    with notify_server(settings) as server:
        yield server


def outcomes(message: OutboxMessage) -> list[str]:
    return list(message.events.values_list("outcome", flat=True))


def die_before_recording(monkeypatch) -> None:
    """Deliver with a process that ends between sending and recording."""

    def crash(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_record", crash)
        with pytest.raises(SystemExit):
            deliver_due(now=NOW)


def test_an_email_is_handed_over_with_its_subject_text_and_message_id(notify: Notify):
    message = queued(NOW, "amina@example.org", text="CB-0001")
    assert deliver_due(now=NOW) == {State.SENT: 1}
    [taken] = notify.taken
    assert taken["email_address"] == "amina@example.org"
    assert taken["template_id"] == TEMPLATE_ID
    assert taken["personalisation"] == {"subject": "About CB-0001", "body": "CB-0001"}
    assert taken["reference"] == message.message_id
    assert "one_click_unsubscribe_url" not in taken
    assert notify.asked == [], "the first try has nothing to ask for"
    assert outcomes(message) == ["sent"]


@pytest.mark.parametrize(
    ("address", "handed"), [("https://x.example/off/a1/", True), ("http://127.0.0.1/off/a1/", False)]
)
def test_notify_is_told_where_to_unsubscribe_if_it_takes_the_address(notify: Notify, address, handed):
    def digest(message, now):
        return RenderedEmail("Your digest", "Text", "<p>Text</p>", unsubscribe=address)

    with kind_registered("digest-like", digest):
        queued(NOW, kind="digest-like")
        assert deliver_due(now=NOW) == {State.SENT: 1}
    assert notify.taken[0].get("one_click_unsubscribe_url") == (address if handed else None)


def test_what_people_wrote_becomes_no_heading_list_or_link(notify: Notify):
    queued(NOW, text="# Urgent\n* one\n[here](https://evil.example)\nSee https://x.example/a_b")
    deliver_due(now=NOW)
    body = notify.taken[0]["personalisation"]["body"]
    assert body == "\\# Urgent\n\\* one\n\\[here\\](https://evil.example)\nSee https://x.example/a_b"


def test_a_crash_between_sending_and_recording_makes_no_second_notification(notify: Notify, monkeypatch):
    message = queued(NOW)
    die_before_recording(monkeypatch)
    assert again(message).state == State.SENDING
    later = NOW + STRANDED_AFTER + timedelta(seconds=1)
    requeue_stranded(now=later)
    assert deliver_due(now=later) == {State.SENT: 1}
    assert notify.references() == [message.message_id]
    assert notify.asked == [message.message_id]
    assert outcomes(message) == ["stopped", "found"]


def test_without_asking_first_the_same_crash_sends_a_second_notification(notify: Notify, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(NotifyCarrier, "_has", lambda self, reference: False)
    message = queued(NOW)
    die_before_recording(monkeypatch)
    later = NOW + STRANDED_AFTER + timedelta(seconds=1)
    requeue_stranded(now=later)
    deliver_due(now=later)
    assert notify.references() == [message.message_id] * 2


@pytest.mark.parametrize("answer", [(HANG_UP, ""), (500, "Internal server error")])
def test_an_email_that_was_taken_before_the_answer_was_lost_is_not_sent_again(notify: Notify, answer):
    notify.takes_first, notify.answers = True, [answer]
    message = queued(NOW)
    assert deliver_due(now=NOW) == {State.QUEUED: 1}
    assert deliver_due(now=NOW + wait_before(1)) == {State.SENT: 1}
    assert notify.references() == [message.message_id]
    assert outcomes(message) == ["later", "found"]


def test_a_crash_before_sending_is_sent_after_asking(notify: Notify):
    message = queued(NOW)
    OutboxMessage.objects.filter(pk=message.pk).update(state=State.SENDING, claimed_at=NOW, attempts=1)
    later = NOW + STRANDED_AFTER + timedelta(seconds=1)
    requeue_stranded(now=later)
    deliver_due(now=later)
    assert (notify.asked, notify.references()) == ([message.message_id], [message.message_id])


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_when_notify_takes_nothing_now_one_message_is_tried_and_all_arrive_later(notify: Notify, status):
    notify.answers = [(status, "Exceeded rate limit")]
    first, second = queued(NOW, "a@example.org"), queued(NOW, "b@example.org")
    assert deliver_due(now=NOW) == {State.QUEUED: 1}
    assert (again(first).due_at, again(second).attempts) == (NOW + wait_before(1), 0)
    assert "GOV.UK Notify" in first.last_error
    deliver_due(now=NOW + wait_before(1))
    assert sorted(notify.references()) == sorted([first.message_id, second.message_id])


def test_a_bad_address_fails_at_once_with_notifys_reason_and_the_others_still_go(notify: Notify):
    notify.answers = [(400, "email_address Not a valid email address")]
    bad, good = queued(NOW, "amina@example.org"), queued(NOW, "ben@example.org")
    assert deliver_due(now=NOW) == {State.FAILED: 1, State.SENT: 1}
    assert again(bad).state == State.FAILED
    assert "email_address Not a valid email address" in bad.last_error
    assert again(good).state == State.SENT


def test_an_address_that_notify_would_never_take_is_not_even_asked_for(notify: Notify):
    bad = queued(NOW, "zoë@example.org")
    deliver_due(now=NOW)
    assert (again(bad).state, notify.posted) == (State.FAILED, 0)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"key": API_KEY.replace(SECRET, TEMPLATE_ID)}, "API key"),
        ({"key": API_KEY.replace(SERVICE_ID, TEMPLATE_ID)}, "API key"),
        ({"template": SERVICE_ID}, "template"),
    ],
)
def test_wrong_settings_use_up_the_tries_of_one_message_only(notify: Notify, settings, options, reason):
    use_notify(settings, notify.url, **options)
    first, second = queued(NOW, "a@example.org"), queued(NOW, "b@example.org")
    assert deliver_due(now=NOW) == {State.QUEUED: 1}
    assert (again(first).attempts, again(second).attempts) == (1, 0)
    assert reason in first.last_error
    assert SECRET not in first.last_error
    use_notify(settings, notify.url)
    deliver_due(now=NOW + wait_before(1))
    assert len(notify.taken) == 2


def test_a_notify_that_is_not_there_or_hangs_counts_as_down(notify: Notify, settings):
    use_notify(settings, f"http://127.0.0.1:{free_port()}")
    message = queued(NOW)
    assert deliver_due(now=NOW) == {State.QUEUED: 1}
    assert "could not be reached" in again(message).last_error
    use_notify(settings, notify.url)
    settings.EMAIL_TIMEOUT, notify.waits = 0.2, 0.6
    later = NOW + wait_before(1)
    assert deliver_due(now=later) == {State.QUEUED: 1}
    assert "could not be reached" in again(message).last_error


def test_after_the_last_try_an_email_is_given_up_and_the_button_sends_it_after_asking(notify: Notify):
    message = queued(NOW)
    notify.answers = [(503, "Down")] * MAX_ATTEMPTS
    moment = NOW
    for _ in range(MAX_ATTEMPTS):
        moment = again(message).due_at
        deliver_due(now=moment)
    assert again(message).state == State.FAILED
    send_again(message, by=UserFactory(role=Role.SECRETARIAT), now=moment)
    assert deliver_due(now=moment) == {State.SENT: 1}
    assert notify.asked == [message.message_id] * MAX_ATTEMPTS
    assert notify.references() == [message.message_id]
    assert outcomes(message) == ["later"] * MAX_ATTEMPTS + ["queued_again", "sent"]


def test_no_secret_is_logged(notify: Notify, caplog):
    caplog.set_level("DEBUG")
    notify.answers = [(400, "email_address Not a valid email address"), (403, "Invalid token")]
    queued(NOW)
    queued(NOW)
    deliver_due(now=NOW)
    assert "403" in caplog.text
    assert SECRET not in caplog.text
    assert "Bearer" not in caplog.text
