"""Periods begin at 8am in London, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbtracker.digests.periods import SENT, Frequency, begins_on, next_period, period_begun
from cbtracker.web.formats import LONDON

FIRST = datetime(2011, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(365 * 21)).map(lambda later: FIRST + later)
FREQUENCIES = st.sampled_from(SENT)


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("frequency", "now", "begun"),
    [
        (Frequency.WEEKLY, london(2011, 3, 28, 8), london(2011, 3, 28, 8)),
        (Frequency.WEEKLY, london(2011, 3, 28, 7, 59, 59), london(2011, 3, 21, 8)),
        (Frequency.WEEKLY, london(2011, 4, 3, 23), london(2011, 3, 28, 8)),
        (Frequency.DAILY, london(2011, 3, 27, 12), london(2011, 3, 25, 8)),
        (Frequency.DAILY, london(2011, 3, 29, 9), london(2011, 3, 29, 8)),
        (Frequency.FORTNIGHTLY, london(2011, 1, 17, 8), london(2011, 1, 17, 8)),
        (Frequency.FORTNIGHTLY, london(2011, 1, 16, 8), london(2011, 1, 3, 8)),
        (Frequency.MONTHLY, london(2011, 3, 7, 8), london(2011, 3, 7, 8)),
        (Frequency.MONTHLY, london(2011, 3, 7, 7), london(2011, 2, 7, 8)),
        (Frequency.MONTHLY, london(2011, 4, 3, 8), london(2011, 3, 7, 8)),
    ],
)
def test_a_moment_lies_in_the_period_that_began_last(frequency, now, begun):
    assert period_begun(frequency, now) == begun


def test_eight_in_london_is_seven_by_universal_time_in_summer():
    before, after = datetime(2011, 3, 21, 12, tzinfo=UTC), datetime(2011, 3, 28, 12, tzinfo=UTC)
    assert period_begun(Frequency.WEEKLY, before).astimezone(UTC).hour == 8
    assert period_begun(Frequency.WEEKLY, after).astimezone(UTC).hour == 7


def test_nothing_begins_for_who_wants_none():
    assert not any(begins_on(Frequency.NEVER, date(2011, 3, 1) + timedelta(day)) for day in range(60))


@given(FREQUENCIES, MOMENTS)
def test_every_moment_lies_between_the_beginning_of_its_period_and_that_of_the_next(frequency, now):
    begun, following = period_begun(frequency, now), next_period(frequency, now)
    assert begun <= now < following
    assert period_begun(frequency, following - timedelta(seconds=1)) == begun
    assert begun.astimezone(LONDON).hour == following.astimezone(LONDON).hour == 8


@given(MOMENTS)
def test_people_of_one_frequency_have_their_periods_at_the_same_moments(now):
    weekly, fortnightly, monthly = (
        period_begun(one, now) for one in (Frequency.WEEKLY, Frequency.FORTNIGHTLY, Frequency.MONTHLY)
    )
    assert (weekly - fortnightly).days in (0, 6, 7, 8)
    assert monthly.astimezone(LONDON).day <= 7
