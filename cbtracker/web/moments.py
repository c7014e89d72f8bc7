"""Moments that people type or put in an address: a date, with or without a time, in London unless said otherwise."""

from __future__ import annotations

import datetime as dt
import re

from cbtracker.web.formats import LONDON

_TYPED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T,]+(\d{1,2})[:.](\d{2}))?")
_YEARS = range(1900, 2201)


def read_moment(text: str) -> dt.datetime | None:
    """The aware moment that `text` says ("22/3/2011 17:00", "2011-03-22", ISO 8601); None where it says none.

    A date alone means 00:00 in London (DESIGN rule 11). A "+" that an address turned into a space is one again.
    """
    tidy = text.strip()
    typed = _TYPED.fullmatch(tidy)
    try:
        if typed:
            day, month, year, hour, minute = (int(part or 0) for part in typed.groups())
            found = dt.datetime(year, month, day, hour, minute)  # noqa: DTZ001 its zone follows
        else:
            found = dt.datetime.fromisoformat(re.sub(r"(\d) (\d\d:\d\d)$", r"\1+\2", tidy) if "T" in tidy else tidy)
    except ValueError:
        return None
    if found.year not in _YEARS:
        return None
    return found if found.tzinfo else found.replace(tzinfo=LONDON)
