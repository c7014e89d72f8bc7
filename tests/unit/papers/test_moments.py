from datetime import UTC, datetime, time

import pytest

from cbtracker.papers.moments import read_moment
from cbtracker.web.clock import WrongMoment, read_clock

NOW = datetime(2011, 8, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2011-03-22T17:00", datetime(2011, 3, 22, 17, 0, tzinfo=UTC)),
        ("2011-03-22 17:00", datetime(2011, 3, 22, 17, 0, tzinfo=UTC)),
        ("2011-07-01T17:00", datetime(2011, 7, 1, 16, 0, tzinfo=UTC)),
        ("2011-07-01", datetime(2011, 6, 30, 23, 0, tzinfo=UTC)),
        ("2011-07-01T17:00+00:00", datetime(2011, 7, 1, 17, 0, tzinfo=UTC)),
        ("2011-08-01T13:00", NOW),
    ],
)
def test_a_moment_is_read_in_the_time_of_london(text, moment):
    assert read_moment(text, now=NOW) == moment


@pytest.mark.parametrize("text", ["", "22 March", "2011-02-30", "2011-03-22T25:00", "17:00"])
def test_what_is_no_moment_is_refused_with_an_example(text):
    with pytest.raises(WrongMoment, match="Write it like 2011-03-22"):
        read_moment(text, now=NOW)


@pytest.mark.parametrize("text", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "1899-12-31"])
def test_a_year_at_the_ends_of_the_calendar_is_refused(text):
    with pytest.raises(WrongMoment, match="The year must be between 1900 and 2011"):
        read_moment(text, now=NOW)


def test_the_future_is_refused():
    with pytest.raises(WrongMoment, match="1 August 2011, 1:01pm is in the future"):
        read_moment("2011-08-01T13:01", now=NOW)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("17:00", time(17)),
        ("17.30", time(17, 30)),
        ("5pm", time(17)),
        ("5:30 PM", time(17, 30)),
        ("5.30pm", time(17, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("9 a.m.", time(9)),
        ("midday", time(12)),
        ("Midnight", time(0)),
        ("10:05:40.123456", time(10, 5, 40, 123456)),
    ],
)
def test_a_time_is_read_as_people_write_it(text, clock):
    assert read_clock(text) == clock


@pytest.mark.parametrize("text", ["25:00", "13pm", "0am", "17", "1700", "five", "17:60", "17:00+01:00", "5.60pm"])
def test_what_is_no_time_is_refused_with_an_example(text):
    with pytest.raises(WrongMoment, match="like 5pm or 17:00"):
        read_clock(text)
