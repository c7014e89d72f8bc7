"""Net present values, worked by hand, and what holds of all of them (F003 Annex B ¶5e, Annex C h)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollout.workstrands import appraisal
from rollout.workstrands.appraisal import Amounts, YearOutside, appraise, difference

POUND = 100


def of(*amounts, rate=350, years=(2012, 2014)):
    return appraise(amounts, first_year=years[0], last_year=years[1], rate=rate)


INVEST = (
    Amounts(2012, 1_000_000 * POUND, 0),
    Amounts(2013, 200_000 * POUND, 600_000 * POUND),
    Amounts(2014, 100_000 * POUND, 900_000 * POUND),
)


def test_an_option_is_worth_what_was_worked_by_hand():
    # At 3.5%, year 0 is 2012:
    #   cost     £1,000,000 + £200,000 / 1.035 + £100,000 / 1.035²
    #            1,000,000 + 193,236.714976 + 93,351.070036  = 1,286,587.785012
    #   benefit  £600,000 / 1.035 + £900,000 / 1.035²
    #            579,710.144928 + 840,159.630330             = 1,419,869.775257
    #   net      1,419,869.775257 − 1,286,587.785012         =   133,281.990245
    #   ratio    1,419,869.775257 / 1,286,587.785012         = 1.1036, to the hundredth 1.10
    found = of(*INVEST)
    assert found.cost == 1_286_587_79
    assert found.benefit == 1_419_869_78
    assert found.net_present_value == 133_281_99
    assert (found.ratio, found.unknown) == (Decimal("1.10"), 0)
    assert (found.plain_cost, found.plain_benefit) == (1_300_000_00, 1_500_000_00)


def test_each_year_has_its_factor_and_its_figures_discounted_and_not():
    # 1 / 1.035 = 0.966184, 1 / 1.035² = 0.933511. 2013: net 600,000 − 200,000 = 400,000; / 1.035 = 386,473.429952.
    first, second, third = of(*INVEST).years
    assert [one.factor for one in (first, second, third)] == [Decimal("1.0000"), Decimal("0.9662"), Decimal("0.9335")]
    assert (first.cost, first.benefit, first.net) == (1_000_000_00, 0, -1_000_000_00)
    assert (second.amounts.net, second.net) == (400_000_00, 386_473_43)
    assert (third.cost, third.benefit) == (93_351_07, 840_159_63)


def test_blanks_are_counted_and_never_zero():
    # Known: cost £100 in 2012, benefit £207 in 2013; 207 / 1.035 = 200 exactly. 200 − 100 = 100. Blank: the benefit of
    # 2012, the cost of 2013, both of 2014: four.
    found = of(Amounts(2012, 100_00, None), Amounts(2013, None, 207_00))
    assert (found.net_present_value, found.unknown, found.ratio) == (100_00, 4, None)
    assert (found.years[0].net, found.years[2].cost) == (None, None)
    # The same with zeros for blanks is known altogether, and has a ratio: 200 / 100.
    zeros = of(Amounts(2012, 100_00, 0), Amounts(2013, 0, 207_00), Amounts(2014, 0, 0))
    assert (zeros.net_present_value, zeros.unknown, zeros.ratio) == (100_00, 0, Decimal("2.00"))


def test_of_what_nothing_is_known_there_is_no_value_and_not_a_value_of_nothing():
    found = of()
    assert (found.net_present_value, found.cost, found.benefit, found.unknown) == (None, None, None, 6)
    assert difference(found, of(*INVEST)) is None
    nothing = of(*(Amounts(year, 0, 0) for year in (2012, 2013, 2014)))
    assert (nothing.net_present_value, nothing.unknown, nothing.ratio) == (0, 0, None)


def test_half_a_penny_is_rounded_up_once_and_at_the_end():
    # 20%, two years: 3p / 1.2 = 2.5p exactly: 3p. As a cost −2.5p: away from nothing, −3p.
    two = {"rate": 2000, "years": (2012, 2013)}
    gain = of(Amounts(2012, 0, 0), Amounts(2013, 0, 3), **two)
    loss = of(Amounts(2012, 0, 0), Amounts(2013, 3, 0), **two)
    assert (gain.net_present_value, loss.net_present_value) == (3, -3)
    # 20%: 5p in the second and third year: 5 / 1.2 + 5 / 1.44 = 4.1667 + 3.4722 = 7.6389: 8p, and not 4p + 3p.
    shows = of(Amounts(2013, None, 5), Amounts(2014, None, 5), rate=2000)
    assert shows.benefit == 8
    assert [one.benefit for one in shows.years] == [None, 4, 3]


def test_the_difference_is_between_what_is_printed():
    # As now: £100 a year for three years: 100 + 96.618357 + 93.351070 = 289.969427: −£289.97. 133,281.99 + 289.97.
    as_now = of(*(Amounts(year, 100_00, 0) for year in (2012, 2013, 2014)))
    assert as_now.net_present_value == -289_97
    assert difference(of(*INVEST), as_now) == 133_571_96


def test_a_year_outside_the_plan_one_that_is_there_twice_and_amounts_below_zero_are_refused():
    with pytest.raises(YearOutside, match="2015 is not one of the plan's years, 2012 to 2014"):
        of(Amounts(2015, 1, 1))
    with pytest.raises(ValueError, match="2012 is there twice"):
        of(Amounts(2012, 1, 1), Amounts(2012, 1, 1))
    for wrong in ({"cost": -1}, {"benefit": -1}):
        with pytest.raises(ValueError, match="below zero"):
            Amounts(2012, **wrong)
    for rate in (-1, 2001):
        with pytest.raises(ValueError, match="rate"):
            of(rate=rate)


PENCE = st.none() | st.integers(0, 10**14)
RATES = st.integers(0, 2000)
PLANS = st.lists(st.tuples(PENCE, PENCE), min_size=1, max_size=10)


def appraised(rows, rate, reverse=False):
    amounts = [Amounts(2012 + number, *row) for number, row in enumerate(rows)]
    if reverse:
        amounts.reverse()
    return appraise(amounts, first_year=2012, last_year=2011 + len(rows), rate=rate)


@given(PLANS)
def test_at_a_rate_of_nothing_it_is_the_plain_sum(rows):
    known = [(cost, benefit) for cost, benefit in rows if (cost, benefit) != (None, None)]
    plain = sum((benefit or 0) - (cost or 0) for cost, benefit in known) if known else None
    assert appraised(rows, 0).net_present_value == plain


@given(PLANS, RATES, st.data())
def test_more_benefit_never_lowers_it(rows, rate, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    cost, benefit = rows[at]
    more = (benefit or 0) + data.draw(st.integers(0, 10**12))
    before = appraised(rows, rate).net_present_value
    after = appraised([*rows[:at], (cost, more), *rows[at + 1 :]], rate).net_present_value
    assert before is None or after >= before


@given(PLANS, RATES)
def test_the_order_in_which_years_are_said_does_not_matter(rows, rate):
    assert appraised(rows, rate) == appraised(rows, rate, reverse=True)


@given(PLANS, RATES)
def test_it_is_what_fractions_without_any_rounding_come_to(rows, rate):
    exact = sum(
        Fraction((benefit or 0) - (cost or 0)) / Fraction(10_000 + rate, 10_000) ** number
        for number, (cost, benefit) in enumerate(rows)
    )
    found = appraised(rows, rate).net_present_value or 0
    assert abs(found - exact) <= Fraction(1, 2)


def discounted_from_the_first_year(flows, rate):
    """A mistake that is easily made: year 0 is discounted too."""
    return appraisal.present_value([None, *flows], rate)


def test_these_values_notice_when_the_first_year_is_discounted_or_blanks_become_zero(monkeypatch):
    right = of(*INVEST).net_present_value
    flows = [one.net for one in INVEST]
    assert discounted_from_the_first_year(flows, 350) != right
    assert of(*INVEST, rate=0).net_present_value != right
    monkeypatch.setattr(Amounts, "unknown", property(lambda self: 0))
    assert of(Amounts(2012, 100_00, None)).unknown != 5
