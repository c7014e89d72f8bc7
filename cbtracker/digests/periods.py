"""When a digest is due: periods begin at 8am in London, whatever the clocks do (DESIGN rule 11).

Everything follows from a moment and nothing from a timer: a night without a scheduler, a change of the clocks and two
schedulers at once find the same periods.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import models

from cbtracker.web.formats import LONDON

BEGINS_AT = time(8)
MONDAY, FRIDAY = 0, 4
A_FORTNIGHT_BEGAN = date(2011, 1, 3)
"""A Monday: fortnights are counted from it, so that everybody's begin in the same weeks."""


class Frequency(models.TextChoices):
    """How often somebody gets their digest."""

    DAILY = "daily", "Every weekday"
    WEEKLY = "weekly", "Every Monday"
    FORTNIGHTLY = "fortnightly", "Every other Monday"
    MONTHLY = "monthly", "The first Monday of the month"
    NEVER = "never", "Never"


USUAL = Frequency.WEEKLY
IN_A_SENTENCE: dict[str, str] = {
    Frequency.DAILY: "every weekday",
    Frequency.WEEKLY: "every Monday",
    Frequency.FORTNIGHTLY: "every other Monday",
    Frequency.MONTHLY: "on the first Monday of the month",
    Frequency.NEVER: "never",
}
SENT = tuple(one for one in Frequency if one is not Frequency.NEVER)


def begins_on(frequency: Frequency, day: date) -> bool:
    """Whether a period of `frequency` begins on `day`."""
    if frequency == Frequency.DAILY:
        return day.weekday() <= FRIDAY
    if frequency == Frequency.NEVER or day.weekday() != MONDAY:
        return False
    if frequency == Frequency.FORTNIGHTLY:
        return (day - A_FORTNIGHT_BEGAN).days % 14 == 0
    return frequency == Frequency.WEEKLY or day.day <= 7


def moment_on(day: date) -> datetime:
    """The moment at which a period that begins on `day` does."""
    return datetime.combine(day, BEGINS_AT, LONDON)


def period_begun(frequency: Frequency, now: datetime) -> datetime:
    """The beginning of the period of `frequency` in which `now` (aware) lies. Not for NEVER."""
    day = now.astimezone(LONDON).date()
    while not begins_on(frequency, day) or moment_on(day) > now:
        day -= timedelta(days=1)
    return moment_on(day)


def next_period(frequency: Frequency, now: datetime) -> datetime:
    """When the next period of `frequency` begins, after `now` (aware). Not for NEVER."""
    day = now.astimezone(LONDON).date()
    while not begins_on(frequency, day) or moment_on(day) <= now:
        day += timedelta(days=1)
    return moment_on(day)
