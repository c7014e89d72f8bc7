"""Dates in words, as the papers print them."""

from __future__ import annotations

from datetime import date

import pytest

from rollout.periods import as_inferred_day, as_period


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "said"),
    [
        (date(2011, 3, 17), None, "17 March 2011"),
        (date(2011, 3, 17), date(2011, 3, 17), "17 March 2011"),
        (date(2011, 6, 28), date(2011, 6, 30), "28 to 30 June 2011"),
        (date(2011, 6, 1), date(2011, 6, 30), "June 2011"),
        (date(2011, 6, 28), date(2011, 7, 2), "28 June to 2 July 2011"),
        (date(2011, 12, 28), date(2012, 1, 2), "28 December 2011 to 2 January 2012"),
        (date(2013, 1, 1), date(2013, 4, 30), "January to April 2013"),
        (date(2011, 7, 1), date(2012, 4, 30), "July 2011 to April 2012"),
        (date(2012, 1, 1), date(2012, 2, 28), "1 January to 28 February 2012"),
        (date(2012, 1, 1), date(2012, 2, 29), "January to February 2012"),
    ],
)
def test_a_period_is_said_as_a_paper_prints_it(starts_on, ends_on, said):
    assert as_period(starts_on, ends_on) == said


def test_a_period_without_an_end_goes_on():
    assert as_period(date(2010, 10, 20), None, is_open=True) == "20 October 2010 onwards"


def test_of_an_inferred_day_no_more_is_said_than_is_inferred():
    assert as_inferred_day(date(2012, 4, 1)) == "April 2012"
    assert as_inferred_day(date(2012, 4, 16)) == "16 April 2012"
