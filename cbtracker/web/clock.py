"""Times of day as people write them, and what London's clocks make of them."""

from __future__ import annotations

import datetime as dt
import re

from cbtracker.web.formats import LONDON, as_date

_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>[ap])\.?m\.?", re.IGNORECASE)
_WORDS = {"midnight": dt.time(0), "midday": dt.time(12), "noon": dt.time(12)}


class WrongMoment(ValueError):
    """A moment that cannot be read or has not come; the message says what to do."""


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
