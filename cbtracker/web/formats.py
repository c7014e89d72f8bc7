"""How dates, times, money and plain text look on a page: GOV.UK style, Europe/London."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.utils import timezone
from markupsafe import Markup, escape

LONDON = ZoneInfo("Europe/London")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNKNOWN_MONEY = "Not yet known"

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def london(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    """`value` as a clock in London shows it; a date, and a datetime without a zone, as they are."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return value.astimezone(LONDON)
    return value


def as_date(value: dt.date | dt.datetime | None) -> str:
    """`value` as "22 March 2011"; empty when there is none."""
    if not value:
        return ""
    local = london(value)
    return f"{local.day} {local:%B %Y}"


def as_weekday(value: dt.date | dt.datetime | None) -> str:
    """`value` as "Tuesday 22 March 2011", for days that people wait for; empty when there is none."""
    return f"{london(value):%A} {as_date(value)}" if value else ""


def as_short_date(value: dt.date | dt.datetime | None) -> str:
    """`value` as "22 Mar 2011", for tables with many columns; empty when there is none."""
    if not value:
        return ""
    local = london(value)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def as_date_of_iso(text: str | None) -> str:
    """The date or moment that JSON keeps as `text` as "22 March 2011"; empty when there is none."""
    return as_date(dt.datetime.fromisoformat(text)) if text else ""


def as_time(value: dt.datetime | dt.time | None) -> str:
    """`value` as "5:00pm", "midday" or "midnight" (GOV.UK style); empty when there is none."""
    if value is None or value == "":
        return ""
    clock = london(value) if isinstance(value, dt.datetime) else value
    assert isinstance(clock, (dt.datetime, dt.time))  # noqa: S101 a date has no clock: a programmer's mistake
    if clock.minute == 0 and clock.hour in (0, 12):
        return "midday" if clock.hour else "midnight"
    return f"{clock.hour % 12 or 12}:{clock.minute:02}{'pm' if clock.hour >= 12 else 'am'}"


def as_datetime(value: dt.datetime | None) -> str:
    """`value` as "22 March 2011, 5:00pm"; empty when there is none."""
    return f"{as_date(value)}, {as_time(value)}" if value else ""


def as_iso(value: dt.date | dt.datetime | None) -> str:
    """`value` for the `datetime` attribute of <time>: ISO 8601, London."""
    return london(value).isoformat() if value else ""


def days_ago(value: dt.date | dt.datetime | None, now: dt.datetime | None = None) -> str:
    """How long ago `value` was in whole days in London: "today", "yesterday", "3 days ago", "in 2 days"."""
    if not value:
        return ""
    today = (now or timezone.now()).astimezone(LONDON).date()
    then = london(value)
    day = then.date() if isinstance(then, dt.datetime) else then
    days = (today - day).days
    near = {0: "today", 1: "yesterday", -1: "tomorrow"}.get(days)
    return near or (f"{days} days ago" if days > 0 else f"in {-days} days")


def as_money(pence: int | None) -> str:
    """Integer `pence` as "£1,234.50", whole pounds without pence; blank is not zero: "Not yet known"."""
    if pence is None or pence == "":
        return UNKNOWN_MONEY
    pounds, rest = divmod(abs(pence), 100)
    sign = "−" if pence < 0 else ""
    return f"{sign}£{pounds:,}.{rest:02}" if rest else f"{sign}£{pounds:,}"


def total_in_words(pence: int, *, unknown: int, of: int) -> str:
    """What `of` amounts come to: `pence` that are known, and `unknown` that are not. Nothing known is not zero."""
    if unknown == of:
        return UNKNOWN_MONEY
    return f"{as_money(pence)} and {plural(unknown, 'amount')} not yet known" if unknown else as_money(pence)


def paragraphs(text: str | None, classes: str = "govuk-body") -> Markup:
    """Plain `text` as escaped <p> and <br>, and nothing else: a blank line ends a paragraph."""
    tidy = (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    parts = _BLANK_LINES.split(tidy) if tidy else []
    return Markup("\n").join(
        Markup('<p class="{}">{}</p>').format(classes, Markup("<br>").join(escape(line) for line in part.split("\n")))
        for part in parts
    )


def plural(count: int, one: str, many: str | None = None) -> str:
    """`count` with its noun: "1 request", "2 requests", "1,204 areas"; `many` for the irregular."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def size_in_words(size: int) -> str:
    """`size` in bytes as people say it: "12KB", "1.4MB"."""
    if size < 1000:
        return f"{size} bytes"
    return f"{round(size / 1000)}KB" if size < 1_000_000 else f"{size / 1_000_000:.1f}MB"
