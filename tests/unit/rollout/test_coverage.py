"""Coverage is counted in authorities, from dated steps, as at any date."""

from __future__ import annotations

from datetime import date

import pytest

from rollout.models import ENGAGED, Step
from rollout.selectors.coverage import NO_STEP, STEPS, Point, Standing, count_coverage, percentage, standings_of

PLACES = [(1, "E1", "East"), (2, "E1", "East"), (3, "E2", "West"), (4, "E2", "West"), (5, "E2", "West")]
AT = date(2012, 4, 1)


def day(month: int, number: int = 1) -> date:
    return date(2011, month, number)


def test_engaged_is_nominated_planning_or_live_and_nothing_else():
    assert {step for step in STEPS if Standing(step).is_engaged} == {"nominated", "planning", "live"} == set(ENGAGED)


def test_nobody_is_engaged_before_any_step():
    found = count_coverage(PLACES, [], AT)
    assert (found.engaged, found.total, found.steps[NO_STEP], found.points) == (0, 5, 5, ())


def test_each_authority_counts_once_where_its_last_step_brought_it():
    taken = [(1, "interested", day(1)), (1, "nominated", day(2)), (2, "live", day(3)), (3, "paused", day(4))]
    found = count_coverage(PLACES, taken, AT)
    assert found.engaged == 2
    assert found.steps == {
        NO_STEP: 2,
        "interested": 0,
        "nominated": 1,
        "planning": 0,
        "live": 1,
        "paused": 1,
        "withdrawn": 0,
    }
    assert sum(found.steps.values()) == found.total


def test_regions_stand_in_alphabetical_order_and_add_up():
    found = count_coverage(PLACES, [(1, "live", day(1)), (4, "planning", day(2)), (5, "withdrawn", day(2))], AT)
    assert [(one.name, one.engaged, one.total) for one in found.regions] == [("East", 1, 2), ("West", 1, 3)]
    assert sum(one.engaged for one in found.regions) == found.engaged


def test_there_is_a_point_for_each_date_at_which_the_number_changed_and_for_no_other():
    taken = [
        (1, "interested", day(1)),
        (1, "nominated", day(2)),
        (2, "live", day(2)),
        (1, "planning", day(3)),
        (2, "paused", day(4)),
        (3, "nominated", day(5)),
        (1, "withdrawn", day(5)),
        (2, "live", day(6)),
    ]
    assert count_coverage(PLACES, taken, AT).points == (
        Point(day(2), 2),
        Point(day(4), 1),
        Point(day(6), 2),
    )


def test_of_two_steps_on_one_day_the_one_recorded_later_counts():
    taken = [(1, "interested", day(1)), (1, "nominated", day(1))]
    assert standings_of(taken)[1] == Standing("nominated", day(1))


def test_a_step_that_repeats_the_last_one_keeps_the_date_since_when():
    taken = [(1, "live", day(1)), (1, "live", day(5))]
    assert standings_of(taken)[1] == Standing("live", day(1))


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(28, 152, "18%"), (76, 152, "50%"), (1, 8, "13%"), (0, 152, "0%"), (0, 0, "")]
)
def test_shares_are_in_whole_per_cent(part, whole, said):
    assert percentage(part, whole) == said


def test_the_planning_basis_of_152_is_76():
    assert count_coverage([(n, "E1", "East") for n in range(152)], [], AT).half == 76


def test_no_word_of_a_step_ranks_or_refuses():
    for word in ("reject", "refus", "score", "rank", "fail"):
        assert not any(word in f"{step.value} {step.label}".lower() for step in Step)
