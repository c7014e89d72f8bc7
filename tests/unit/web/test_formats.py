"""Dates, times, money and plain text as pages show them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from cbtracker.web import formats

SUMMER = dt.datetime(2011, 6, 1, 23, 30, tzinfo=dt.UTC)
WINTER = dt.datetime(2011, 3, 22, 17, 0, tzinfo=dt.UTC)


def test_moment_late_in_the_evening_of_universal_time_is_the_next_day_in_a_london_summer():
    assert formats.as_date(SUMMER) == "2 June 2011"
    assert formats.as_weekday(SUMMER) == "Thursday 2 June 2011"
    assert formats.as_datetime(SUMMER) == "2 June 2011, 12:30am"
    assert formats.as_iso(SUMMER) == "2011-06-02T00:30:00+01:00"


def test_moment_in_winter_reads_as_the_paper_writes_it():
    assert formats.as_datetime(WINTER) == "22 March 2011, 5:00pm"


def test_date_alone_is_not_moved_by_any_zone():
    assert formats.as_date(dt.date(2011, 4, 1)) == "1 April 2011"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (0, 0, "midnight"),
        (12, 0, "midday"),
        (0, 5, "12:05am"),
        (12, 30, "12:30pm"),
        (9, 0, "9:00am"),
        (23, 59, "11:59pm"),
    ],
)
def test_time_is_said_in_govuk_style(hour, minute, said):
    assert formats.as_time(dt.time(hour, minute)) == said


@pytest.mark.parametrize(
    "show",
    [formats.as_date, formats.as_weekday, formats.as_datetime, formats.as_time, formats.as_iso, formats.days_ago],
)
def test_no_moment_shows_as_nothing(show):
    assert show(None) == ""


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2011, 3, 22), "today"),
        (dt.date(2011, 3, 21), "yesterday"),
        (dt.date(2011, 3, 23), "tomorrow"),
        (dt.date(2011, 3, 8), "14 days ago"),
        (dt.date(2011, 3, 24), "in 2 days"),
        (dt.datetime(2011, 3, 21, 23, 59, tzinfo=dt.UTC), "yesterday"),
    ],
)
def test_days_are_counted_by_the_calendar_and_not_by_hours(day, said):
    assert formats.days_ago(day, now=dt.datetime(2011, 3, 22, 0, 1, tzinfo=dt.UTC)) == said


def test_days_are_counted_in_london_and_not_in_universal_time():
    now = dt.datetime(2011, 6, 1, 23, 30, tzinfo=dt.UTC)
    assert formats.days_ago(dt.date(2011, 6, 2), now=now) == "today"


@pytest.mark.parametrize(
    ("pence", "said"),
    [(123450, "£1,234.50"), (0, "£0"), (None, "Not yet known"), (100, "£1"), (5, "£0.05"), (-123450, "−£1,234.50")],
)
def test_money_is_pounds_and_blank_is_not_zero(pence, said):
    assert formats.as_money(pence) == said


def test_plain_text_becomes_paragraphs_and_line_breaks_and_nothing_else():
    html = formats.paragraphs("One <b>bold</b>\r\ntwo\n \n\nthree & four")
    assert html == (
        '<p class="govuk-body">One &lt;b&gt;bold&lt;/b&gt;<br>two</p>\n<p class="govuk-body">three &amp; four</p>'
    )


@pytest.mark.parametrize("text", ["", None, "  \n \n"])
def test_no_text_makes_no_paragraph(text):
    assert formats.paragraphs(text) == ""


@pytest.mark.parametrize(("count", "said"), [(0, "0 requests"), (1, "1 request"), (1204, "1,204 requests")])
def test_noun_agrees_with_its_number(count, said):
    assert formats.plural(count, "request") == said


def test_irregular_noun_is_given():
    assert formats.plural(2, "authority", "authorities") == "2 authorities"


def test_moment_of_another_zone_is_shown_in_london():
    moment = dt.datetime(2011, 3, 22, 20, 0, tzinfo=ZoneInfo("Europe/Athens"))
    assert formats.as_time(moment) == "6:00pm"
