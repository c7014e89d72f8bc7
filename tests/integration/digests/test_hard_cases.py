"""Each person and period has one email, and nothing is left untold, whatever happens at the same time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail

from cbtracker.digests.models import Digest, QuietPeriod
from cbtracker.digests.periods import Frequency
from cbtracker.digests.services import queueing
from cbtracker.digests.services.preferences import choose_frequency
from cbtracker.digests.services.queueing import queue_digests
from cbtracker.outbox import delivery
from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage
from tests.integration.digests.digesting import MONDAY, WEEK, digest_of
from tests.integration.faults.people import readers
from tests.integration.requests_log.world import accepted, state

pytestmark = pytest.mark.django_db
State = OutboxMessage.State
QUARTER = timedelta(minutes=15)


@pytest.fixture
def reader(clock):
    """One person of the secretariat, with a request to triage."""
    (user,) = readers(1, Frequency.WEEKLY)
    return user


def state_of_digest(user, state: str, **more) -> None:
    OutboxMessage.objects.filter(pk=digest_of(user).message_id).update(state=state, **more)


def emails() -> int:
    return len([one for one in mail.outbox if one.subject.startswith("Community Budgets")])


def test_a_clock_set_back_over_the_beginning_of_a_period_makes_no_second_digest(reader):
    queue_digests(now=MONDAY)
    for minutes in (-10, -1, 0, 5):
        assert not queue_digests(now=MONDAY + timedelta(minutes=minutes))
    assert Digest.objects.filter(user=reader).count() == 1


@pytest.mark.parametrize("is_sent", [True, False])
def test_a_clock_that_was_years_ahead_for_a_moment_keeps_nobodys_next_digest_back(reader, is_sent):
    years_ahead = MONDAY.replace(year=2099)
    queue_digests(now=years_ahead)
    if is_sent:
        state_of_digest(reader, State.SENT, sent_at=years_ahead)
    assert queue_digests(now=MONDAY) == {Digest.Outcome.QUEUED: 1}
    assert not queue_digests(now=MONDAY)
    deliver_due(now=MONDAY)
    assert emails() == 1


def test_a_choice_made_while_the_clock_was_years_ahead_keeps_no_digest_back(reader):
    for frequency in (Frequency.NEVER, Frequency.WEEKLY):
        choose_frequency(by=reader, frequency=frequency, now=MONDAY.replace(year=2099))
    assert queue_digests(now=MONDAY) == {Digest.Outcome.QUEUED: 1}


@pytest.mark.parametrize("state", [State.QUEUED, State.FAILED])
def test_a_digest_that_did_not_leave_before_the_next_period_is_told_in_the_one_email_of_the_new_one(reader, state):
    queue_digests(now=MONDAY)
    first = digest_of(reader)
    state_of_digest(reader, state)
    queue_digests(now=MONDAY + WEEK)
    deliver_due(now=MONDAY + WEEK)
    assert emails() == 1
    assert digest_of(reader).since == first.since


def test_a_failed_digest_that_a_newer_one_tells_is_not_sent_besides_it_when_it_is_tried_again(reader):
    queue_digests(now=MONDAY)
    old = digest_of(reader)
    state_of_digest(reader, State.FAILED)
    queue_digests(now=MONDAY + WEEK)
    OutboxMessage.objects.filter(pk=old.message_id).update(state=State.QUEUED)
    deliver_due(now=MONDAY + WEEK)
    assert emails() == 1
    assert OutboxMessage.objects.get(pk=old.message_id).state == State.DROPPED


def test_what_a_failed_digest_was_to_tell_is_told_though_its_successor_was_dropped_and_failed_too(reader):
    queue_digests(now=MONDAY)
    old = digest_of(reader)
    state_of_digest(reader, State.FAILED)
    queue_digests(now=MONDAY + WEEK)
    OutboxMessage.objects.filter(pk=old.message_id).update(state=State.DROPPED)
    state_of_digest(reader, State.FAILED)
    queue_digests(now=MONDAY + 2 * WEEK)
    assert digest_of(reader).since == old.since


def test_a_digest_that_is_being_sent_when_the_next_period_begins_is_waited_for(reader):
    queue_digests(now=MONDAY)
    first = digest_of(reader)
    state_of_digest(reader, State.SENDING, claimed_at=MONDAY + WEEK)
    assert not queue_digests(now=MONDAY + WEEK)
    state_of_digest(reader, State.SENT, sent_at=MONDAY + WEEK, claimed_at=None)
    assert queue_digests(now=MONDAY + WEEK + QUARTER) == {"queued": 1}
    assert digest_of(reader).since == first.until


def test_who_wants_no_more_digests_gets_none_that_was_queued_before_they_said_so(reader):
    queue_digests(now=MONDAY)
    choose_frequency(by=reader, frequency=Frequency.NEVER, now=MONDAY)
    deliver_due(now=MONDAY)
    assert emails() == 0


def test_who_may_no_longer_sign_in_gets_no_digest_that_was_queued_before(reader):
    queue_digests(now=MONDAY)
    type(reader).objects.filter(pk=reader.pk).update(is_active=False, access_ended_at=MONDAY)
    deliver_due(now=MONDAY)
    assert emails() == 0


def test_a_choice_changed_between_two_periods_leaves_no_time_untold_and_tells_none_twice(reader):
    queue_digests(now=MONDAY)
    deliver_due(now=MONDAY)
    first = digest_of(reader)
    choose_frequency(by=reader, frequency=Frequency.DAILY, now=MONDAY + timedelta(hours=3))
    assert not queue_digests(now=MONDAY + timedelta(hours=4))
    queue_digests(now=MONDAY + timedelta(days=1))
    assert digest_of(reader).since == first.until
    choose_frequency(by=reader, frequency=Frequency.MONTHLY, now=MONDAY + timedelta(days=1, hours=1))
    queue_digests(now=MONDAY + timedelta(days=2))
    assert Digest.objects.filter(user=reader).count() == 2


def quiet(first: date, last: date) -> None:
    QuietPeriod.objects.create(
        name="Recess", kind=QuietPeriod.Kind.RECESS, from_on=first, until_on=last, added_at=MONDAY
    )


def test_a_quiet_period_that_begins_the_day_after_keeps_nobodys_digest_back(reader):
    quiet(MONDAY.date() + timedelta(1), MONDAY.date() + timedelta(3))
    assert queue_digests(now=MONDAY) == {"queued": 1}


def test_what_a_quiet_period_kept_back_is_in_the_one_email_after_it(reader):
    queue_digests(now=MONDAY - WEEK)
    deliver_due(now=MONDAY - WEEK)
    before = digest_of(reader)
    quiet(MONDAY.date(), MONDAY.date())
    for days in range(7):
        assert not queue_digests(now=MONDAY + timedelta(days))
    queue_digests(now=MONDAY + WEEK)
    deliver_due(now=MONDAY + WEEK)
    assert emails() == 2
    assert digest_of(reader).since == before.until


def test_an_outage_whose_end_lies_in_a_quiet_period_is_made_up_for_after_it(reader):
    quiet(MONDAY.date() + timedelta(1), MONDAY.date() + timedelta(2))
    assert not queue_digests(now=MONDAY + timedelta(1))
    assert queue_digests(now=MONDAY + timedelta(3)) == {"queued": 1}


def test_who_joined_in_the_middle_of_a_period_gets_their_first_digest_with_the_next(reader):
    type(reader).objects.filter(pk=reader.pk).update(date_joined=MONDAY + timedelta(hours=1))
    assert not queue_digests(now=MONDAY + timedelta(hours=2))
    assert queue_digests(now=MONDAY + WEEK) == {"queued": 1}


def test_of_twelve_people_the_other_eleven_are_told_when_one_cannot_be(clock, monkeypatch):
    people = readers(12, Frequency.WEEKLY)
    ill, choose = people[4], queueing.choose

    def choose_or_break(look):
        if look.user.pk == ill.pk:
            raise KeyError("department")
        return choose(look)

    with monkeypatch.context() as patch:
        patch.setattr(queueing, "choose", choose_or_break)
        assert queue_digests(now=MONDAY) == {"queued": 11, "failed": 1}
    assert not Digest.objects.filter(user=ill).exists()
    assert queue_digests(now=MONDAY + QUARTER) == {"queued": 1}, "and the one is told once it works"


def test_of_twelve_digests_the_other_eleven_leave_when_the_text_of_one_cannot_be_made(clock, monkeypatch):
    people = readers(12, Frequency.WEEKLY)
    queue_digests(now=MONDAY)
    render = delivery.render

    def render_or_break(message, now):
        if message.recipient_id == people[4].pk:
            raise KeyError("department")
        return render(message, now)

    monkeypatch.setattr(delivery, "render", render_or_break)
    assert deliver_due(now=MONDAY) == {State.SENT: 11, State.QUEUED: 1}
    waiting = OutboxMessage.objects.get(recipient=people[4])
    assert "KeyError" in waiting.last_error


def test_a_locality_lead_is_told_next_week_of_what_was_saved_when_this_weeks_digests_were_made(world, clock):
    entry = accepted(world, world.dfe, now=MONDAY - timedelta(30))
    type(entry).objects.update(due_on=None)
    queue_digests(now=MONDAY)
    state(world, entry, "Saved while the digests were being made.")  # at the very moment of the tick, and after it
    clock.move_to(MONDAY + WEEK)
    deliver_due(now=MONDAY + WEEK)
    mail.outbox.clear()
    queue_digests(now=MONDAY + WEEK)
    deliver_due(now=MONDAY + WEEK)
    told = [one.body for one in mail.outbox if one.to == [world.people["locality_lead"].email]]
    assert any("Saved while the digests were being made." in text for text in told)
