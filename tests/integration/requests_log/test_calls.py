"""Calls: who is asked what by when, and who is told of it."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError

from areas.access import NotPermitted
from areas.models import AuthorityMembership
from cbtracker.accounts.models import User
from cbtracker.audit.models import AuditEvent
from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage
from requests_log import call_notices, tasks
from requests_log.call_notices import occasion_at, send_call_reminders
from requests_log.call_results import call_result
from requests_log.models import Call, CallAddressee
from requests_log.services.calls import StaleCall, extend_call, issue_call
from tests.integration.requests_log.calling import DUE_ON, ISSUED, REPLIED, add_group, answered, issued, officer_of
from tests.integration.requests_log.world import START

EIGHT = timedelta(hours=8)


def morning(days: int, hour: int = 9) -> datetime:
    """That hour of the day so many days after the date to answer by."""
    return datetime(DUE_ON.year, DUE_ON.month, DUE_ON.day, hour, tzinfo=UTC) + timedelta(days=days)


def keys() -> list[str]:
    """The messages that were queued, as (occasion, person)."""
    rows = OutboxMessage.objects.filter(kind__startswith="call_").order_by("pk").select_related("recipient")
    return [f"{row.dedupe_key.split(':')[2]} {row.recipient.full_name}" for row in rows]


def test_a_call_asks_areas_and_its_officers_are_told(world):
    add_group()
    call = issued(world, attachments=[{"title": "The letter", "url": "https://example.org/letter"}])
    assert [str(one) for one in call.addressees.all()] == ["Swindon", "Barnet", "West London"]
    assert (call.slug, call.asked_of, call.version) == ("barriers-that-are-missing", "areas", 1)
    assert keys() == ["issued A Local authority officer", "issued Westminster Officer", "issued Wandsworth Officer"]
    assert AuditEvent.objects.get(verb="call.issued").data == {"asked": 3}


def test_the_same_form_sent_twice_is_one_call(world):
    key = uuid.uuid4()
    assert issued(world, key=key) == issued(world, key=key)
    assert (Call.objects.count(), CallAddressee.objects.count(), len(keys())) == (1, 2, 1)


def test_calls_of_one_title_and_a_call_named_as_a_page_is_have_addresses_of_their_own(world):
    slugs = [issued(world, title=title).slug for title in ("Data", "Data", "New", "¿?")]
    assert slugs == ["data", "data-2", "new-2", "call"]


@pytest.mark.parametrize("role", ["champion", "locality_lead", "officer", "partner", "administrator"])
def test_only_the_secretariat_issues_and_extends_calls(world, role):
    call = issued(world)
    with pytest.raises(NotPermitted):
        issue_call(by=world.person(role), title="x", question="x", due_on=DUE_ON, areas=[world.swindon], now=ISSUED)
    with pytest.raises(NotPermitted):
        extend_call(call, by=world.person(role), expected_version=1, due_on=date(2011, 4, 1), reason="x", now=ISSUED)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"question": ""}, "question"),
        ({"question": "x" * 20_001}, "question"),
        ({"attachments": [{"title": "x", "url": "javascript:alert(1)"}]}, "attachments"),
        ({"areas": []}, "places"),
        ({"due_on": date(2011, 3, 3)}, "due_on"),
    ],
)
def test_a_call_that_lacks_something_is_refused(world, said, field):
    whole = {"title": "x", "question": "x", "due_on": DUE_ON, "areas": [world.swindon], **said}
    with pytest.raises(ValidationError) as refused:
        issue_call(by=world.person("secretariat"), now=ISSUED, **whole)
    assert list(refused.value.error_dict) == [field]
    assert not Call.objects.exists()


def test_a_call_asks_areas_or_authorities_and_not_both(world):
    with pytest.raises(ValidationError, match="not both"):
        issued(world, areas=[world.swindon], authorities=[world.barnet.lead_authority])


def test_places_get_longer_to_answer_and_the_result_of_before_keeps_the_date(world):
    call = issued(world)
    answered(call, "swindon", "nil", by=world.person("officer"), now=morning(2))
    assert [one.place for one in call_result(call, as_at=morning(2)).late] == ["Swindon"]
    extend_call(
        call,
        by=world.person("secretariat"),
        expected_version=1,
        due_on=DUE_ON + timedelta(days=7),
        reason="Elections",
        now=morning(3),
    )
    call = Call.objects.get()
    assert (call.due_on, call.version) == (date(2011, 3, 22), 2)
    assert call_result(call, as_at=morning(4)).late == ()
    assert [one.place for one in call_result(call, as_at=morning(2)).late] == ["Swindon"]
    assert AuditEvent.objects.get(verb="call.extended").data == {"from": "2011-03-15", "to": "2011-03-22"}


@pytest.mark.parametrize(
    ("due_on", "reason", "field"),
    [(DUE_ON, "x", "due_on"), (date(2011, 3, 14), "x", "due_on"), (date(2011, 4, 1), " ", "reason")],
)
def test_a_date_is_moved_to_a_later_one_and_with_a_reason(world, due_on, reason, field):
    call = issued(world)
    with pytest.raises(ValidationError) as refused:
        extend_call(call, by=world.person("secretariat"), expected_version=1, due_on=due_on, reason=reason, now=ISSUED)
    assert list(refused.value.error_dict) == [field]


def test_of_two_who_move_the_date_at_once_one_is_told(world):
    call, by = issued(world), world.person("secretariat")
    extend_call(call, by=by, expected_version=1, due_on=date(2011, 4, 1), reason="x", now=ISSUED)
    with pytest.raises(StaleCall) as stale:
        extend_call(call, by=by, expected_version=1, due_on=date(2011, 4, 8), reason="y", now=ISSUED)
    assert stale.value.call.due_on == date(2011, 4, 1)


@pytest.mark.parametrize(
    ("now", "name"),
    [
        (ISSUED - timedelta(seconds=1), None),
        (ISSUED, "issued"),
        (morning(-7, 7), "issued"),
        (morning(-7, 8), "2011-03-15-7"),
        (morning(-2), "2011-03-15-7"),
        (morning(-1), "2011-03-15-1"),
        (morning(0), "2011-03-15-1"),
        (morning(1), "2011-03-15+1"),
        (morning(6), "2011-03-15+1"),
        (morning(14), "2011-03-15+7"),
        (morning(15), None),
    ],
)
def test_the_occasion_follows_from_the_clock(world, now, name):
    occasion = occasion_at(issued(world), now)
    assert (occasion and occasion.name) == name


def test_a_reminder_that_would_have_been_due_before_the_call_is_not_sent(world):
    call = issued(world, now=morning(-3))
    assert occasion_at(call, morning(-3)).name == "issued"


def test_reminders_go_to_those_who_have_not_replied_once_each_occasion(world):
    add_group()
    call = issued(world)
    answered(call, "west-london", "nil", by=officer_of("westminster"))
    before = len(keys())
    for day in (-7, -7, -6, -1, 1, 3, 7, 9):
        send_call_reminders(now=morning(day))
        send_call_reminders(now=morning(day, 10))
    told = keys()[before:]
    assert told == [f"2011-03-15{days} A Local authority officer" for days in ("-7", "-1", "+1", "+7")]


def test_a_timer_that_did_not_fire_for_days_sends_the_newest_reminder_only(world):
    issued(world)
    assert send_call_reminders(now=morning(2)) == 1
    assert keys()[1:] == ["2011-03-15+1 A Local authority officer"]


def test_an_officer_who_joins_later_is_told_of_the_call(world):
    issued(world)
    joined = User.objects.create_user("late@test.example", full_name="Joined Later", role="officer")
    AuthorityMembership.objects.create(user=joined, authority=world.barnet.lead_authority, from_on=START)
    assert send_call_reminders(now=ISSUED + timedelta(days=1)) == 1
    assert keys()[-1] == "issued Joined Later"


def test_a_later_date_brings_its_own_reminders(world):
    call = issued(world)
    send_call_reminders(now=morning(-1))
    extend_call(
        call,
        by=world.person("secretariat"),
        expected_version=1,
        due_on=DUE_ON + timedelta(days=10),
        reason="x",
        now=morning(0),
    )
    assert send_call_reminders(now=morning(0)) == 0, "who was told of the call is not told again"
    assert send_call_reminders(now=morning(3)) == 1
    assert keys()[-1] == "2011-03-25-7 A Local authority officer"


def test_a_message_that_another_process_queues_at_the_same_moment_is_queued_once(world):
    issued(world)
    with patch.object(call_notices.OutboxMessage.objects, "filter", return_value=OutboxMessage.objects.none()):
        send_call_reminders(now=morning(-7))
        assert send_call_reminders(now=morning(-7)) == 0
    assert len(keys()) == 2


def test_without_the_key_it_would_have_been_queued_twice(world):
    """The negative control: it is the database that refuses the second one."""
    issued(world)
    [message] = OutboxMessage.objects.filter(kind="call_issued")
    message.pk, message.message_id = None, "another"
    with pytest.raises(IntegrityError):
        message.save()


def test_the_email_says_what_is_asked_and_by_when(world, mailoutbox):
    issued(world)
    deliver_due(now=ISSUED)
    [email] = mailoutbox
    assert email.subject == "Answer by 15 March 2011: Barriers that are missing"
    assert "asks Swindon" in email.body
    assert "/calls/barriers-that-are-missing/" in email.body


def test_the_reminder_after_the_date_says_that_an_answer_is_still_taken(world, mailoutbox):
    issued(world)
    OutboxMessage.objects.all().delete()
    send_call_reminders(now=morning(1))
    deliver_due(now=morning(1))
    [email] = mailoutbox
    assert email.subject == "Still to answer: Barriers that are missing"
    assert "The date to answer by was 15 March 2011. You can still answer." in email.body


def test_nothing_is_sent_once_the_place_has_answered(world, mailoutbox):
    call = issued(world)
    answered(call, "swindon", "nil", by=world.person("secretariat"), now=REPLIED)
    deliver_due(now=REPLIED)
    assert mailoutbox == []


@pytest.mark.parametrize("end", ["duty", "role", "time"])
def test_nothing_is_sent_to_somebody_whom_it_no_longer_concerns(world, mailoutbox, end):
    issued(world)
    if end == "duty":
        AuthorityMembership.objects.all().delete()
    if end == "role":
        User.objects.filter(role="officer").update(role="partner")
    deliver_due(now=morning(30) if end == "time" else ISSUED)
    assert mailoutbox == []


def test_the_task_and_the_command_queue_what_is_due_now(world, time_machine, capsys):
    issued(world)
    time_machine.move_to(morning(-7), tick=False)
    assert tasks.send_call_reminders() == 1
    call_command("send_call_reminders")
    assert capsys.readouterr().out == "0 messages queued\n"
