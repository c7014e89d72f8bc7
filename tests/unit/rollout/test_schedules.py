"""Whether a schedule adds up to its advance, and what is said where it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollout.schedules import Schedule

MILLION = 1_000_000_00


@pytest.mark.parametrize(
    ("repayments", "fault"),
    [
        ({2013: MILLION}, ""),
        ({2013: 1, 2015: MILLION - 1}, ""),
        ({}, "Enter the repayments: they must add up to the advance of £1,000,000"),
        (
            {2013: MILLION - 1},
            "The repayments come to £999,999.99, which is £0.01 less than the advance of £1,000,000."
            " Change a repayment or the amount",
        ),
        (
            {2013: MILLION, 2014: 250},
            "The repayments come to £1,000,002.50, which is £2.50 more than the advance of £1,000,000."
            " Change a repayment or the amount",
        ),
    ],
)
def test_a_schedule_says_by_how_much_it_does_not_add_up(repayments, fault):
    assert Schedule(MILLION, 2012, repayments).fault == fault


def test_each_year_has_the_total_so_far():
    lines = Schedule(600, 2012, {2015: 300, 2013: 100, 2014: 200}).lines
    assert [(line.label, line.amount_pence, line.so_far_pence) for line in lines] == [
        ("2013 to 2014", 100, 100),
        ("2014 to 2015", 200, 300),
        ("2015 to 2016", 300, 600),
    ]


def test_years_until_the_last_of_drawing_are_too_early():
    assert Schedule(1, 2013, {2012: 1, 2013: 1, 2014: 1}).too_early == [2012, 2013]
    assert Schedule(1, None, {2012: 1}).too_early == []


def test_without_an_amount_nothing_is_compared():
    schedule = Schedule(None, None, {2013: 5})
    assert (schedule.total, schedule.difference, schedule.compared, schedule.fault) == (5, None, "", "")


@given(st.dictionaries(st.integers(2012, 2020), st.integers(1, 10**15), min_size=1), st.integers(-5, 5))
def test_only_what_adds_up_to_the_penny_is_without_fault(repayments, out_by):
    amount = sum(repayments.values()) + out_by
    assert (Schedule(amount, 2011, repayments).fault == "") == (out_by == 0)
