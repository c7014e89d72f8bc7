"""Dates in words as papers print them: a month stands for its first and last day, and is said as the month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from cbtracker.web.formats import as_date


def as_period(starts_on: date, ends_on: date | None, *, is_open: bool = False) -> str:
    """Return "July 2011 to April 2012", "28 to 30 June 2011", "17 March 2011"; `is_open`: "20 October 2010 onwards"."""
    if ends_on is None or ends_on == starts_on:
        return f"{as_date(starts_on)} onwards" if is_open else as_date(starts_on)
    if _is_first(starts_on) and _is_last(ends_on):
        return _months(starts_on, ends_on)
    if (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        return f"{starts_on.day} to {as_date(ends_on)}"
    if starts_on.year == ends_on.year:
        return f"{starts_on.day} {starts_on:%B} to {as_date(ends_on)}"
    return f"{as_date(starts_on)} to {as_date(ends_on)}"


def as_month(day: date) -> str:
    """Return the month of `day`: "April 2012"."""
    return f"{day:%B %Y}"


def as_inferred_day(day: date) -> str:
    """Return the month where an inferred `day` is the first of one, for no paper says more: "April 2012"."""
    return as_month(day) if _is_first(day) else as_date(day)


def _months(starts_on: date, ends_on: date) -> str:
    if (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        return as_month(starts_on)
    first = f"{starts_on:%B}" if starts_on.year == ends_on.year else as_month(starts_on)
    return f"{first} to {as_month(ends_on)}"


def _is_first(day: date) -> bool:
    return day.day == 1


def _is_last(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]
