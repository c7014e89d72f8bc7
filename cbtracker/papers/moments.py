"""Moments as people write them: dates and times without a zone are London's (DESIGN rule 11)."""

from __future__ import annotations

import datetime as dt
import re

from cbtracker.web.formats import LONDON, as_date, as_datetime

_FIRST_YEAR = 1900  # far earlier than any request, far enough from where calendars and databases end
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>[ap])\.?m\.?", re.IGNORECASE)
_WORDS = {"midnight": dt.time(0), "midday": dt.time(12), "noon": dt.time(12)}


class WrongMoment(ValueError):
    """A moment that cannot be read or has not come; the message says what to do."""


def read_moment(text: str, *, now: dt.datetime) -> dt.datetime:
    """`text`, in ISO 8601, as an aware moment not after `now`. A date alone is 00:00 in London. Raises WrongMoment."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        raise WrongMoment(
            f"“{text}” is not a date or time. Write it like 2011-03-22 or 2011-03-22T17:00 (London time)."
        ) from None
    return not_after(moment if moment.tzinfo else moment.replace(tzinfo=LONDON), now=now)


def read_clock(text: str) -> dt.time:
    """`text` as a time of day: "17:00", "5pm", "5.30pm", "midday". Raises WrongMoment."""
    typed = text.strip().lower()
    if typed in _WORDS:
        return _WORDS[typed]
    clock = _CLOCK.fullmatch(typed)
    try:
        if clock:
            return _twelve_hours(int(clock["hour"]), int(clock["minute"] or 0), clock["half"])
        time = dt.time.fromisoformat(typed.replace(".", ":", 1) if ":" not in typed else typed)
        if time.tzinfo is None and ":" in typed.replace(".", ":"):
            return time
    except ValueError:
        pass
    raise WrongMoment("Enter a time in the correct format, like 5pm or 17:00")


def not_after(moment: dt.datetime, *, now: dt.datetime) -> dt.datetime:
    """`moment`, which must not be later than `now`: nobody knows what the register will say. Raises WrongMoment."""
    if not _FIRST_YEAR <= moment.year <= now.year + 100:
        raise WrongMoment(f"The year must be between {_FIRST_YEAR} and {now.year}.")
    if moment > now:
        raise WrongMoment(f"{as_datetime(moment)} is in the future. Choose a moment up to now.")
    return moment


def _twelve_hours(hour: int, minute: int, half: str) -> dt.time:
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return dt.time(hour % 12 + (12 if half == "p" else 0), minute)


def at_clock(day: dt.date, clock: dt.time) -> dt.datetime:
    """The moment at which clocks in London show `clock` on `day`; where they show it twice, the first time.

    Raises WrongMoment for a time that the clocks leave out when they go forward.
    """
    moment = dt.datetime.combine(day, clock, tzinfo=LONDON)
    if moment.astimezone(dt.UTC).astimezone(LONDON).time() != clock:
        raise WrongMoment(f"Clocks go forward on {as_date(day)} and leave this time out. Enter another time")
    return moment
