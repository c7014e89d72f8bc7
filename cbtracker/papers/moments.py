"""Moments as people write them: dates and times without a zone are London's (DESIGN rule 11)."""

from __future__ import annotations

import datetime as dt

from cbtracker.web.clock import WrongMoment
from cbtracker.web.formats import LONDON, as_datetime

_FIRST_YEAR = 1900  # far earlier than any request, far enough from where calendars and databases end


def read_moment(text: str, *, now: dt.datetime) -> dt.datetime:
    """`text`, in ISO 8601, as an aware moment not after `now`. A date alone is 00:00 in London. Raises WrongMoment."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        raise WrongMoment(
            f"“{text}” is not a date or time. Write it like 2011-03-22 or 2011-03-22T17:00 (London time)."
        ) from None
    return not_after(moment if moment.tzinfo else moment.replace(tzinfo=LONDON), now=now)


def not_after(moment: dt.datetime, *, now: dt.datetime) -> dt.datetime:
    """`moment`, which must not be later than `now`: nobody knows what the register will say. Raises WrongMoment."""
    if not _FIRST_YEAR <= moment.year <= now.year + 100:
        raise WrongMoment(f"The year must be between {_FIRST_YEAR} and {now.year}.")
    if moment > now:
        raise WrongMoment(f"{as_datetime(moment)} is in the future. Choose a moment up to now.")
    return moment
