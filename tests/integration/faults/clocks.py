"""Days with a change of the clocks, with a clock that jumps and with an outage, and what must have been sent in them.

What is expected is worked out without the product's own arithmetic: British Summer Time by the rule of the statute, the
last Sundays of March and October at 01:00 UTC.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random

from django.core import mail

from cbtracker.digests.models import Digest
from cbtracker.digests.periods import Frequency
from cbtracker.digests.services.queueing import queue_digests
from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage

QUARTER = timedelta(minutes=15)
FIRST_FORTNIGHT = date(2011, 1, 3)


def last_sunday(year: int, month: int) -> date:
    """The last Sunday of a month of 31 days."""
    day = date(year, month, 31)
    return day - timedelta((day.weekday() + 1) % 7)


def changes_of(years: Iterable[int]) -> list[datetime]:
    """When the clocks change."""
    return [datetime.combine(last_sunday(year, month), time(1), UTC) for year in years for month in (3, 10)]


def eight_in_london(day: date) -> datetime:
    """08:00 there, by the statute."""
    is_summer = last_sunday(day.year, 3) <= day < last_sunday(day.year, 10)
    return datetime.combine(day, time(7 if is_summer else 8), UTC)


def _begins(frequency: str, day: date) -> bool:
    is_monday = day.weekday() == 0
    return {
        Frequency.DAILY: day.weekday() < 5,
        Frequency.WEEKLY: is_monday,
        Frequency.FORTNIGHTLY: is_monday and (day - FIRST_FORTNIGHT).days % 14 == 0,
        Frequency.MONTHLY: is_monday and day.day <= 7,
    }[Frequency(frequency)]


def expected(frequency: str, ticks: Sequence[datetime]) -> list[datetime]:
    """Beginnings of the periods whose digests are sent: at each tick the newest, unless it or a newer one was."""
    day, last = min(ticks).date() - timedelta(50), max(ticks).date()
    days = [day + timedelta(number) for number in range((last - day).days + 1)]
    begins = [eight_in_london(one) for one in days if _begins(frequency, one)]
    found: list[datetime] = []
    for tick in ticks:
        newest = max(one for one in begins if one <= tick)
        if not found or newest > found[-1]:
            found.append(newest)
    return found


def quarters(start: datetime, end: datetime) -> list[datetime]:
    """Every quarter of an hour from `start` to `end`."""
    return [start + n * QUARTER for n in range((end - start) // QUARTER + 1)]


def by_day(ticks: Sequence[datetime]) -> list[datetime]:
    """Those around eight o'clock, and one of each other part of a day: what a short test has time for."""
    return [tick for tick in ticks if tick.hour in (6, 7, 8) or (tick.hour % 5, tick.minute) == (0, 0)]


def jumping(ticks: Sequence[datetime], chance: Random) -> list[datetime]:
    """The same by a clock that is up to ten minutes wrong, another time each."""
    return [tick + timedelta(seconds=chance.randint(-600, 600)) for tick in ticks]


def with_outage(ticks: Sequence[datetime], start: datetime, hours: int = 26) -> list[datetime]:
    """The same without those of an outage."""
    return [tick for tick in ticks if not start <= tick < start + timedelta(hours=hours)]


def live_through(ticks: Iterable[datetime]) -> None:
    """Let every tick queue what is due, and send it."""
    for tick in ticks:
        if queue_digests(now=tick):
            deliver_due(now=tick + timedelta(seconds=1))


def faults_after(ticks: Sequence[datetime]) -> list[str]:
    """What is wrong with the digests after `ticks`. Empty: the right periods, each once, and nothing left untold."""
    found: list[str] = []
    emails = Counter(email.to[0] for email in mail.outbox)
    for digests in _of_each_person():
        user, frequency = digests[0].user, digests[0].frequency
        periods, wanted = [one.period for one in digests], expected(frequency, ticks)
        if periods != wanted:
            found.append(f"{frequency}: {[f'{one:%d %b %Y %H:%M}' for one in set(periods) ^ set(wanted)]}")
        if emails[user.email] != len(wanted):
            found.append(f"{frequency}: {emails[user.email]} emails, not {len(wanted)}")
        if any(later.since != earlier.until for earlier, later in pairwise(digests)):
            found.append(f"{frequency}: some time was not told of, or twice")
    return found


def _of_each_person() -> Iterator[list[Digest]]:
    people: dict[int, list[Digest]] = {}
    for digest in Digest.objects.select_related("user").order_by("until", "pk"):
        people.setdefault(digest.user_id, []).append(digest)
    yield from people.values()


def forget() -> None:
    """As if no digest had been sent."""
    Digest.objects.all().delete()
    OutboxMessage.objects.all().delete()
    mail.outbox.clear()


def stories(change: datetime, chance: Random, *, days: int = 4, short: bool = False) -> dict[str, list[datetime]]:
    """The days around `change`: with a true clock, with one that jumps, and with an outage over Monday's digests."""
    monday = eight_in_london(change.date() + timedelta(1))
    ticks = quarters(change - timedelta(hours=5), change + timedelta(days))
    ticks = by_day(ticks) if short else ticks
    off = with_outage(ticks, monday - timedelta(minutes=chance.randint(1, 90)))
    return {"true": ticks, "jumping": jumping(ticks, chance), "outage": off, "both": jumping(off, chance)}
