"""Moments that people type."""

from datetime import UTC, datetime, timedelta

import pytest

from cbtracker.web.formats import LONDON
from cbtracker.web.moments import read_moment


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("22/3/2011", datetime(2011, 3, 22, tzinfo=LONDON)),
        (" 22-03-2011 ", datetime(2011, 3, 22, tzinfo=LONDON)),
        ("22/3/2011 17:00", datetime(2011, 3, 22, 17, tzinfo=LONDON)),
        ("22.3.2011, 17.30", datetime(2011, 3, 22, 17, 30, tzinfo=LONDON)),
        ("2011-03-22", datetime(2011, 3, 22, tzinfo=LONDON)),
        ("2011-07-22T17:00", datetime(2011, 7, 22, 16, tzinfo=UTC)),
        ("2011-03-22T17:00+00:00", datetime(2011, 3, 22, 17, tzinfo=UTC)),
        ("2011-03-22T17:00 01:00", datetime(2011, 3, 22, 16, tzinfo=UTC)),
        ("2011-03-22T17:00Z", datetime(2011, 3, 22, 17, tzinfo=UTC)),
    ],
)
def test_a_date_with_or_without_a_time_is_read_in_london(typed, moment):
    found = read_moment(typed)
    assert found == moment
    assert found.utcoffset() is not None


def test_a_date_alone_is_midnight_of_that_day_also_in_summer():
    assert read_moment("1/7/2011") == datetime(2011, 6, 30, 23, tzinfo=UTC)
    assert read_moment("1/7/2011").utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    "typed", ["", "soon", "31/2/2011", "22/3/11", "2011-13-01", "0001-01-01", "9999-12-31", "1/1/2011 25:00"]
)
def test_what_is_no_moment_is_none(typed):
    assert read_moment(typed) is None
