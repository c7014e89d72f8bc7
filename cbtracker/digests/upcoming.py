"""When somebody's next digest comes, and from when on it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Min
from django.utils import timezone

from cbtracker.digests.due import due_people, periods_begun, told_since
from cbtracker.digests.models import Digest, DigestPreference, QuietPeriod
from cbtracker.digests.periods import USUAL, Frequency, next_period
from cbtracker.web.formats import LONDON


@dataclass(frozen=True)
class Upcoming:
    """The next digest of one person: its period begins at `at`, and it tells of what moved after `since`.

    `is_due`: its period has begun already, so it leaves within minutes. `quiet`: the quiet periods that it waits for.
    """

    frequency: Frequency
    at: datetime
    since: datetime
    is_due: bool
    quiet: tuple[QuietPeriod, ...] = ()


@dataclass(frozen=True)
class _Person:
    """What `told_since` asks of a person."""

    date_joined: datetime
    told_until: datetime | None
    untold_since: datetime | None
    reports_from: datetime | None


def frequency_of(user: Any) -> Frequency:
    """How often `user` gets the digest."""
    kept = DigestPreference.objects.visible_to(user).first()
    return Frequency(kept.frequency) if kept else USUAL


def quiet_ahead(*, now: datetime) -> list[QuietPeriod]:
    """The quiet periods that are not over, the first one first."""
    today = timezone.localdate(now, LONDON)
    return list(QuietPeriod.objects.filter(until_on__gte=today).order_by("from_on", "pk"))


def next_of(user: Any, *, now: datetime) -> Upcoming | None:
    """The next digest of `user`, as far as can be said at `now`; None for who has chosen to get none."""
    kept = DigestPreference.objects.visible_to(user).first()
    frequency = Frequency(kept.frequency) if kept else USUAL
    if frequency is Frequency.NEVER:
        return None
    begun = periods_begun(now)
    due = due_people([user.pk], begun, now=now) if begun else []
    if due:
        return Upcoming(frequency, begun[frequency], told_since(due[0], now), is_due=True)
    at, waits_for = _after_quiet(frequency, quiet_ahead(now=now), now)
    person = _person(user, kept.reports_from if kept else None, now)
    return Upcoming(frequency, at, told_since(person, now), False, waits_for)


def _after_quiet(
    frequency: Frequency, quiet: Sequence[QuietPeriod], now: datetime
) -> tuple[datetime, tuple[QuietPeriod, ...]]:
    """When the next period begins that does not begin on a quiet day, and what it waits for."""
    waits_for: dict[int, QuietPeriod] = {}
    at = next_period(frequency, now)
    while over := [one for one in quiet if one.from_on <= timezone.localdate(at, LONDON) <= one.until_on]:
        waits_for |= {one.pk: one for one in over}
        at = next_period(frequency, at)
    return at, tuple(waits_for.values())


def _person(user: Any, reports_from: datetime | None, now: datetime) -> _Person:
    own = Digest.objects.begun(now).filter(user=user).order_by()
    told = own.over().aggregate(end=Max("until"))["end"]
    return _Person(user.date_joined, told, own.aggregate(start=Min("since"))["start"], reports_from)
