"""A digest comes at eight in London, once, whatever the clocks do; after an outage one tells of all of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from cbtracker.digests import periods
from cbtracker.digests.models import Digest
from cbtracker.outbox.models import OutboxMessage
from tests.integration.faults.clocks import changes_of, faults_after, live_through, stories
from tests.integration.faults.people import readers

pytestmark = pytest.mark.django_db
OCTOBER = changes_of([2026])[1]


@pytest.mark.parametrize("story", ["true", "both"])
def test_after_a_change_of_the_clocks_each_digest_comes_at_eight_in_london_once(story):
    readers(4)
    ticks = stories(OCTOBER, Random(2026), days=3, short=True)[story]
    live_through(ticks)
    assert faults_after(ticks) == []


def test_after_an_outage_of_26_hours_each_person_gets_one_email_for_the_backlog(mailoutbox):
    people = readers(2, periods.Frequency.DAILY, periods.Frequency.WEEKLY)
    ticks = stories(OCTOBER, Random(2027), days=3, short=True)["outage"]
    before, after = (
        [tick for tick in ticks if tick < OCTOBER + timedelta(days=1)],
        [tick for tick in ticks if tick > OCTOBER + timedelta(days=1, hours=12)],
    )
    live_through(before)
    mailoutbox.clear()
    live_through(after[:3])
    assert sorted(email.to[0] for email in mailoutbox) == sorted(one.email for one in people)


def test_a_period_that_began_by_utc_would_be_noticed(monkeypatch):
    """The negative control: eight o'clock UTC is nine in summer."""
    monkeypatch.setattr(periods, "moment_on", lambda day: datetime(day.year, day.month, day.day, 8, tzinfo=UTC))
    readers(1, periods.Frequency.DAILY)
    ticks = stories(changes_of([2026])[0], Random(1), days=2, short=True)["true"]
    live_through(ticks)
    assert faults_after(ticks)


def test_a_scheduler_that_forgot_what_it_sent_would_be_noticed(monkeypatch):
    """The negative control: with a clock that jumps, only the row of a period says that it was dealt with."""
    readers(1, periods.Frequency.DAILY)
    ticks = stories(OCTOBER, Random(3), days=2, short=True)["jumping"]
    live_through(ticks)
    assert faults_after(ticks) == []
    Digest.objects.all().delete()
    OutboxMessage.objects.all().delete()
    live_through(ticks[-2:])
    assert faults_after(ticks)
