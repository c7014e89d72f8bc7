"""Digests in the demonstration: quiet periods of 2011, who chose what, and digests of earlier weeks. None is sent.

The quiet periods are real. House of Commons, Easter 2011: rose on 5 April, sat again on 26 April (recess dates of
parliament.uk, announced on 19 October 2010). Local elections were on 5 May 2011; for central government the period
before them "is traditionally for three weeks" (House of Lords, written answer of 31 March 2011). All else is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from cbtracker.accounts.models import User
from cbtracker.digests.mail import KIND
from cbtracker.digests.models import QuietPeriod
from cbtracker.digests.periods import Frequency, period_begun
from cbtracker.digests.services.preferences import choose_frequency
from cbtracker.digests.services.queueing import queue_digests
from cbtracker.digests.services.quiet import add_quiet_period
from cbtracker.outbox.services import count_as_sent
from cbtracker.web.formats import LONDON

Kind = QuietPeriod.Kind
SAID = datetime(2011, 3, 21, 10, tzinfo=LONDON)
QUIET = (
    ("Easter recess of the House of Commons", Kind.RECESS, date(2011, 4, 6), date(2011, 4, 25)),
    ("Three weeks before the local elections", Kind.PURDAH, date(2011, 4, 14), date(2011, 5, 5)),
)
CHOSEN = (("champion.dclg", Frequency.DAILY), ("partner", Frequency.MONTHLY))
WEEKS = 3
QUEUED_AFTER, ARRIVED_AFTER = timedelta(minutes=10), timedelta(minutes=11)


def tell_digests(people: Mapping[str, User], *, now: datetime) -> None:
    """Say when none are sent, let two people choose, and queue the digests of the last weeks as if they had arrived.

    The newest period is left to the scheduler, so that the first digest comes as soon as a worker runs.
    """
    for name, kind, first, last in QUIET:
        add_quiet_period(by=people["secretariat"], name=name, kind=kind, from_on=first, until_on=last, now=SAID)
    for key, frequency in CHOSEN:
        choose_frequency(by=people[key], frequency=frequency, now=SAID)
    newest = period_begun(Frequency.WEEKLY, now)
    for weeks in range(WEEKS, 0, -1):
        monday = newest - timedelta(weeks=weeks)
        queue_digests(now=monday + QUEUED_AFTER)
        count_as_sent(kind=KIND, now=monday + ARRIVED_AFTER)
