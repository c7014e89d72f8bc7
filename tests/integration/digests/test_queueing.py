"""One digest per person and period, by what is due: nobody is missed, nobody is told twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cbtracker.accounts.models import User
from cbtracker.digests import choosing
from cbtracker.digests.models import Digest
from cbtracker.digests.services.preferences import choose_frequency
from cbtracker.digests.services.queueing import queue_digests
from cbtracker.digests.services.quiet import add_quiet_period
from cbtracker.outbox.models import OutboxMessage
from tests.factories.digests import DigestFactory
from tests.factories.people import UserFactory
from tests.integration.digests.digesting import MONDAY, WEEK, digest_of, sent_to, tick_and_send
from tests.integration.requests_log.world import accepted, again, raised, state

pytestmark = pytest.mark.django_db
LAST_WEEK = MONDAY - timedelta(3)
Outcome, State = Digest.Outcome, OutboxMessage.State


def tick(now: datetime | None = None):
    return queue_digests(now=now or timezone.now())


def test_a_tick_queues_each_digest_once_however_often_it_comes(world):
    raised(world, now=LAST_WEEK)
    first = tick()
    # The officer raised it; there is nothing for champions, the partner and the community.
    assert first == {Outcome.QUEUED: 2, Outcome.EMPTY: 5}
    assert tick() == {}
    assert tick(MONDAY + timedelta(hours=3)) == {}


def test_the_database_refuses_a_second_digest_of_one_period(world):
    row = DigestFactory(user=world.people["officer"])
    with pytest.raises(IntegrityError), transaction.atomic():
        DigestFactory(user=row.user, period=row.period)


def test_before_eight_in_london_the_new_period_has_not_begun(world, clock):
    raised(world, now=LAST_WEEK)
    tick(MONDAY - timedelta(hours=1))
    begun = {one.period for one in Digest.objects.all()}
    assert begun == {(MONDAY - WEEK).replace(hour=8, minute=0)}


def test_who_chose_never_is_left_alone_and_who_chose_daily_is_told_daily(world, clock):
    raised(world, now=LAST_WEEK)
    clock.move_to(LAST_WEEK)
    choose_frequency(by=world.person("secretariat"), frequency="never")
    choose_frequency(by=world.person("locality_lead"), frequency="daily")
    clock.move_to(MONDAY)
    tick_and_send()
    assert sent_to(world.people["secretariat"]) == ""
    assert digest_of(world.people["locality_lead"]).frequency == "daily"
    clock.move_to(MONDAY + timedelta(1))
    raised(world, now=MONDAY + timedelta(hours=2), issue="A second request")
    tick()
    assert digest_of(world.people["locality_lead"]).period == MONDAY.replace(minute=0) + timedelta(1)


def test_a_choice_holds_from_the_next_period_on(world, clock):
    raised(world, now=LAST_WEEK)
    clock.move_to(MONDAY)
    choose_frequency(by=world.person("locality_lead"), frequency="daily")
    tick()
    assert not Digest.objects.filter(user=world.people["locality_lead"]).exists()
    clock.move_to(MONDAY + timedelta(1))
    tick_and_send()
    assert "NEW REQUESTS" in sent_to(world.people["locality_lead"])


def test_after_never_nothing_of_the_time_before_is_told(world, clock):
    raised(world, now=LAST_WEEK)
    lead = world.person("locality_lead")
    clock.move_to(LAST_WEEK)
    choose_frequency(by=lead, frequency="never")
    clock.move_to(MONDAY)
    choose_frequency(by=lead, frequency="weekly")
    clock.move_to(MONDAY + WEEK)
    tick_and_send()
    assert sent_to(lead) == ""
    assert digest_of(lead).since == MONDAY


def test_who_joined_in_the_middle_of_a_period_waits_for_the_next(world, clock):
    raised(world, now=LAST_WEEK)
    joined = UserFactory(role="secretariat", date_joined=MONDAY + timedelta(minutes=5))
    tick(MONDAY + timedelta(minutes=10))
    assert not Digest.objects.filter(user=joined).exists()
    clock.move_to(MONDAY + WEEK)
    tick_and_send()
    assert "TO TRIAGE" in sent_to(joined)


def test_after_an_outage_of_days_one_digest_tells_all_of_it(world, clock):
    lead = world.person("locality_lead")
    choose = MONDAY - timedelta(30)
    clock.move_to(choose)
    choose_frequency(by=lead, frequency="daily")
    clock.move_to(MONDAY)
    raised(world, now=MONDAY + timedelta(hours=2), issue="On Monday")
    raised(world, now=MONDAY + timedelta(days=1, hours=2), issue="On Tuesday")
    tick()
    clock.move_to(MONDAY + timedelta(days=2, hours=2))  # 26 hours after Tuesday's should have come, and one later
    tick_and_send()
    told = sent_to(lead)
    assert "On Monday" in told
    assert "On Tuesday" in told
    assert len([one for one in mail.outbox if one.to == [lead.email]]) == 1


def test_an_earlier_digest_that_still_waits_becomes_part_of_the_next_one(world, clock):
    lead = world.people["locality_lead"]
    raised(world, now=LAST_WEEK, issue="Of the first week")
    tick()
    raised(world, now=MONDAY + timedelta(2), issue="Of the second week")
    clock.move_to(MONDAY + WEEK)
    tick_and_send()
    told = sent_to(lead)
    assert "Of the first week" in told
    assert "Of the second week" in told
    earlier = Digest.objects.filter(user=lead).earliest("period")
    assert earlier.outcome == Outcome.REPLACED
    assert earlier.message.state == State.DROPPED


def test_what_could_not_be_sent_is_told_by_the_next_one(world, clock):
    lead = world.people["locality_lead"]
    raised(world, now=LAST_WEEK, issue="Of the first week")
    tick()
    OutboxMessage.objects.filter(recipient=lead).update(state=State.FAILED)
    clock.move_to(MONDAY + WEEK)
    tick_and_send()
    assert "Of the first week" in sent_to(lead)


def test_nobody_gets_a_second_digest_while_the_first_is_being_sent(world, clock):
    lead = world.people["locality_lead"]
    raised(world, now=LAST_WEEK)
    tick()
    OutboxMessage.objects.filter(recipient=lead).update(state=State.SENDING, claimed_at=MONDAY)
    clock.move_to(MONDAY + WEEK)
    tick()
    first = Digest.objects.get(user=lead)
    OutboxMessage.objects.filter(recipient=lead).update(state=State.SENT, claimed_at=None, sent_at=MONDAY)
    tick()
    assert digest_of(lead).since == first.until


def test_what_was_told_is_not_told_again(world, clock):
    entry = accepted(world, now=MONDAY - timedelta(40))
    type(entry).objects.update(due_on=None)
    clock.move_to(LAST_WEEK)
    state(world, entry, "The Minister has agreed.")
    clock.move_to(MONDAY)
    tick_and_send()
    assert entry.reference in sent_to(world.people["officer"])
    mail.outbox.clear()
    clock.move_to(MONDAY + WEEK)
    tick_and_send()
    assert sent_to(world.people["officer"]) == ""
    assert digest_of(world.people["officer"]).outcome == Outcome.EMPTY


def test_on_quiet_days_nothing_is_queued_and_the_next_digest_tells_of_them(world, clock):
    add_quiet_period(
        by=world.person("secretariat"),
        name="Recess",
        kind="recess",
        from_on=date(2011, 3, 26),
        until_on=date(2011, 3, 30),
    )
    raised(world, now=LAST_WEEK)
    assert tick() == {}
    assert tick(MONDAY + timedelta(3)) == {}  # Monday's period began on a quiet day: it is not made up for
    clock.move_to(MONDAY + WEEK)
    tick_and_send()
    assert "NEW REQUESTS" in sent_to(world.people["locality_lead"])


def test_a_clock_set_back_over_the_beginning_of_the_period_queues_nothing_again(world):
    raised(world, now=LAST_WEEK)
    tick()
    made = Digest.objects.count()
    assert tick(MONDAY - timedelta(minutes=10)) == {}
    assert Digest.objects.count() == made


def test_one_whose_digest_cannot_be_made_holds_up_nobody(world, monkeypatch):
    raised(world, now=LAST_WEEK)
    monkeypatch.setitem(choosing.CHOOSERS, "secretariat", fails)
    told = tick()
    assert told["failed"] == 1
    assert Digest.objects.filter(user=world.people["locality_lead"], outcome=Outcome.QUEUED).exists()
    assert not Digest.objects.filter(user=world.people["secretariat"]).exists()
    monkeypatch.undo()
    assert tick() == {Outcome.QUEUED: 1}


def fails(look):
    raise RuntimeError("this one cannot be made")


def test_a_hundred_more_people_take_at_most_twelve_queries_more(world):
    entry = raised(world, now=LAST_WEEK)
    assert again(entry)
    long_ago = datetime(2010, 10, 20, tzinfo=UTC)
    with CaptureQueriesContext(connection) as few:
        tick()
    Digest.objects.all().delete()
    OutboxMessage.objects.all().delete()
    UserFactory.create_batch(150, role="secretariat", date_joined=long_ago)
    with CaptureQueriesContext(connection) as many:
        tick()
    assert User.objects.filter(digests__outcome=Outcome.QUEUED).count() == 152
    assert len(many) - len(few) <= 12


def test_the_command_says_how_many_were_queued(world):
    raised(world, now=LAST_WEEK)
    said = StringIO()
    call_command("queue_digests", stdout=said)
    assert said.getvalue() == "2 digests queued, 5 had nothing to say\n"
