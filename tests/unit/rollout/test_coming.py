"""What nominations say is coming is counted apart from what has happened."""

from __future__ import annotations

from datetime import date

import pytest

from rollout.models import Step
from rollout.selectors.coming import Coming, count_coming
from rollout.selectors.coverage import count_coverage

PLACES = [(pk, "E1", "East") for pk in range(1, 7)]
AT = date(2011, 10, 1)


def found(*taken):
    return count_coverage(PLACES, [(authority, step, date(2011, 9, 1)) for authority, step in taken], AT)


def numbers(coming):
    return [(one.said, one.authorities, one.by_then, one.live) for one in coming.months]


def test_authorities_are_counted_by_the_month_in_which_they_want_to_start_the_earliest_first():
    wanted = [(7, 1, date(2012, 7, 2)), (8, 2, date(2012, 4, 1)), (8, 3, date(2012, 4, 1))]
    coming = count_coming(wanted, found((6, Step.LIVE)))
    assert numbers(coming) == [("April 2012", 2, 2, 3), ("July 2012", 1, 3, 4)]
    assert coming.sentence == "Coming, from 2 nominations: 3 authorities want to start, from April 2012 to July 2012"


@pytest.mark.parametrize(
    ("step", "comes"),
    [
        (Step.INTERESTED, True),
        (Step.NOMINATED, True),
        (Step.PLANNING, True),
        (Step.LIVE, False),
        (Step.PAUSED, False),
        (Step.WITHDRAWN, False),
    ],
)
def test_what_has_happened_paused_or_withdrawn_is_not_to_come(step, comes):
    coming = count_coming([(7, 1, date(2012, 4, 1))], found((1, step)))
    assert (coming.authorities, coming.nominations) == ((1, 1) if comes else (0, 0))


def test_an_authority_counts_once_as_its_latest_nomination_says():
    coming = count_coming([(7, 1, date(2012, 4, 1)), (9, 1, date(2012, 9, 1))], found())
    assert numbers(coming) == [("September 2012", 1, 1, 1)]
    assert coming.sentence == "Coming, from 1 nomination: 1 authority wants to start, in September 2012"


def test_a_month_that_went_by_without_a_start_is_still_told_and_says_so():
    wanted = [(7, 1, date(2011, 9, 30)), (7, 2, date(2011, 10, 31))]
    assert [one.has_passed for one in count_coming(wanted, found()).months] == [True, False]


def test_without_a_nomination_nothing_is_said():
    assert (count_coming([], found()), Coming().sentence, Coming().authorities) == (Coming(), "", 0)
