"""Sharing families out over places: exact, whole, and the same whatever the order of the rows."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from families.apportionment import (
    Apportioned,
    CannotApportion,
    Denominator,
    Estimate,
    Indicator,
    apportion,
    exact_shares,
    inside,
)

ALL, PUBLISHED = Denominator.ALL, Denominator.PUBLISHED
CODES = [f"E0600{number:04}" for number in range(12)]
SCORES = st.decimals(min_value=0, max_value=100, places=2)


@st.composite
def inputs(draw):
    """Populations and an indicator over some places, of which some are outside the published sum."""
    codes = draw(st.lists(st.sampled_from(CODES), min_size=2, unique=True))
    populations = {code: draw(st.integers(1, 2_000_000)) for code in codes}
    scores = {code: draw(SCORES) for code in codes}
    scores[codes[0]] = draw(st.decimals(min_value=Decimal("0.01"), max_value=100, places=2))
    return populations, Indicator("index", scores, frozenset(draw(st.sets(st.sampled_from(codes[1:])))))


def index(**scores):
    return Indicator("index", {code: Decimal(score) for code, score in scores.items()})


@given(inputs(), st.integers(0, 500_000), st.sampled_from([ALL, PUBLISHED]))
def test_unrounded_shares_inside_the_sum_add_up_to_the_total(given_inputs, total, denominator):
    populations, indicator = given_inputs
    shares = exact_shares(total, populations, indicator, denominator=denominator)
    assert sum(shares[code] for code in inside(populations, indicator, denominator)) == total


@given(inputs(), st.integers(1, 500_000), st.sampled_from(["0.001", "7", "12.5"]))
def test_scores_of_another_scale_give_the_same(given_inputs, total, factor):
    populations, indicator = given_inputs
    scores = {code: score * Decimal(factor) for code, score in indicator.scores.items()}
    scaled = Indicator("index", scores, indicator.outside)
    assert apportion(total, populations, [scaled]) == apportion(total, populations, [indicator])


@given(inputs(), st.integers(1, 500_000), st.randoms())
def test_rows_in_another_order_give_the_same(given_inputs, total, random):
    populations, indicator = given_inputs
    codes = list(populations)
    random.shuffle(codes)
    shuffled = {code: populations[code] for code in codes}
    scores = {code: indicator.scores[code] for code in reversed(codes)}
    other = apportion(total, shuffled, [Indicator("index", scores, indicator.outside)], denominator=PUBLISHED)
    assert other.estimates == apportion(total, populations, [indicator], denominator=PUBLISHED).estimates


@given(inputs(), st.integers(1, 500_000), st.sampled_from([1, 10, 25]))
def test_what_is_rounded_is_the_nearest_and_of_two_the_higher(given_inputs, total, nearest):
    populations, indicator = given_inputs
    exact = exact_shares(total, populations, indicator, denominator=ALL)
    found = apportion(total, populations, [indicator], nearest=nearest).estimates
    for code, estimate in found.items():
        assert estimate.low % nearest == 0
        assert Fraction(-nearest, 2) < estimate.low - exact[code] <= Fraction(nearest, 2)


def test_half_is_rounded_up():
    populations, indicator = {"a": 1, "b": 3}, index(a=1, b=1)
    assert apportion(100, populations, [indicator]).estimates == {"a": Estimate(30, 30), "b": Estimate(80, 80)}


def test_the_range_is_from_the_least_to_the_greatest_over_the_indicators():
    populations = {"a": 1000, "b": 1000}
    found = apportion(1000, populations, [index(a=1, b=1), index(a=3, b=1), index(a=1, b=3)])
    assert found.estimates == {"a": Estimate(250, 750), "b": Estimate(250, 750)}


def test_places_outside_the_published_sum_still_get_an_estimate():
    populations = {"a": 1000, "b": 1000, "c": 1000}
    indicator = Indicator("index", dict.fromkeys("abc", Decimal(10)), frozenset("c"))
    assert apportion(1200, populations, [indicator], denominator=PUBLISHED).estimates["c"] == Estimate(600, 600)
    assert apportion(1200, populations, [indicator], denominator=ALL).estimates["c"] == Estimate(400, 400)


def test_a_place_without_a_score_or_a_population_gets_no_estimate_and_the_reason():
    populations = {"a": 1000, "b": 1000, "c": 1000}
    deprivation = Indicator("deprivation", {"a": Decimal(1), "b": Decimal(1), "d": Decimal(1)})
    wellbeing = Indicator("wellbeing", {"a": Decimal(1), "c": Decimal(1)})
    assert apportion(100, populations, [deprivation, wellbeing]) == Apportioned(
        {"a": Estimate(50, 50)},
        {
            "b": "no score is known in wellbeing",
            "c": "no score is known in deprivation",
            "d": "no population is known",
        },
    )


@pytest.mark.parametrize(
    ("total", "populations", "indicators", "said"),
    [
        (-1, {"a": 1}, [index(a=1)], "0 or more"),
        (10, {"a": 1}, [], "at least one indicator"),
        (10, {"a": -1}, [index(a=1)], "population of a"),
        (10, {"a": 1}, [index(a=-1)], "score of index of a"),
        (10, {"a": 1}, [index(a="NaN")], "score of index of a"),
        (10, {"a": 1, "b": 2}, [index(a=0, b=0)], "add up to zero"),
        (10, {"a": 0}, [index(a=1)], "add up to zero"),
        (10, {"b": 1}, [index(a=1)], "add up to zero"),
    ],
)
def test_what_cannot_be_shared_out_is_refused(total, populations, indicators, said):
    with pytest.raises(CannotApportion, match=said):
        apportion(total, populations, indicators)


def test_rounding_to_less_than_one_is_refused():
    with pytest.raises(CannotApportion, match="nearest 1 or more"):
        apportion(10, {"a": 1}, [index(a=1)], nearest=0)


def test_scores_with_more_digits_than_a_float_holds_stay_exact():
    fine = Decimal("0.12345678901234567890123456789012345678")
    indicator = Indicator("index", {"a": fine, "b": fine})
    assert exact_shares(1, {"a": 1, "b": 1}, indicator, denominator=ALL) == {"a": Fraction(1, 2), "b": Fraction(1, 2)}
