"""What an option costs and brings over the years of a plan, and its net present value (F003 Annex B ¶5e, Annex C h).

Pure arithmetic. Year 0 is the plan's first year, which is not discounted; n years later an amount is worth
1 / (1 + r) to the power n of itself, as HM Treasury's Green Book has it. Amounts are integer pence, and all arithmetic
is exact until the end: a total is one division of decimal numbers, rounded once, to the penny; half a penny is rounded
up, away from nothing. So figures that are rounded by themselves may differ from their total by a penny.

A blank is not zero: it is counted, and what is known is added up without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

MOST_RATE = 2000
"""A discount rate of 20%, in hundredths of a per cent."""

_WHOLE = 10_000
_DIGITS = 100
"""(1 + r) to the ninth has 36 decimals, and ten years of £1 trillion 16 digits: nothing is lost."""

_PENNY, _HUNDREDTH, _FACTOR = Decimal(1), Decimal("0.01"), Decimal("0.0001")


class YearOutside(ValueError):
    """An amount of a year that is not one of the plan's: `year`."""

    def __init__(self, year: int, first_year: int, last_year: int) -> None:
        super().__init__(f"{year} is not one of the plan's years, {first_year} to {last_year}")
        self.year = year


@dataclass(frozen=True)
class Amounts:
    """What the financial year that begins in `year` costs and brings, in pence; None: not yet known."""

    year: int
    cost: int | None = None
    benefit: int | None = None

    def __post_init__(self) -> None:
        """Refuse amounts below zero."""
        if min(self.cost or 0, self.benefit or 0) < 0:
            raise ValueError(f"An amount of {self.year} is below zero")

    @property
    def unknown(self) -> int:
        """How many of the two are not yet known."""
        return (self.cost is None) + (self.benefit is None)

    @property
    def net(self) -> int | None:
        """Benefit less cost; None unless both are known."""
        return None if self.cost is None or self.benefit is None else self.benefit - self.cost


@dataclass(frozen=True)
class AppraisedYear:
    """A year with its `factor`, and its amounts at the value of the plan's first year, each rounded by itself."""

    amounts: Amounts
    factor: Decimal
    cost: int | None
    benefit: int | None
    net: int | None

    @property
    def year(self) -> int:
        """The year in which it begins."""
        return self.amounts.year


@dataclass(frozen=True)
class Appraisal:
    """An option over all years of a plan, in pence at the value of its first year.

    `cost`, `benefit` and `net_present_value` are of what is known, and None where nothing is. `unknown` amounts are
    blank. `ratio` is benefit over cost, to the hundredth: only where every amount is known, and there is a cost.
    """

    rate: int
    years: tuple[AppraisedYear, ...]
    cost: int | None
    benefit: int | None
    net_present_value: int | None
    unknown: int
    ratio: Decimal | None

    @property
    def plain_cost(self) -> int | None:
        """What is known of the cost, not discounted; None where nothing is."""
        return _plain(one.amounts.cost for one in self.years)

    @property
    def plain_benefit(self) -> int | None:
        """What is known of the benefit, not discounted; None where nothing is."""
        return _plain(one.amounts.benefit for one in self.years)


def appraise(amounts: Iterable[Amounts], *, first_year: int, last_year: int, rate: int) -> Appraisal:
    """Appraise the `amounts`, in any order, of a plan of those years at `rate`, in hundredths of a per cent.

    A year without amounts counts as two that are not known. Raises YearOutside, and ValueError for a year that is
    there twice or a rate that is below zero or above 20%.
    """
    if not 0 <= rate <= MOST_RATE:
        raise ValueError(f"A rate of {rate} hundredths of a per cent is not from 0 to {MOST_RATE}")
    said = _by_year(amounts, first_year, last_year)
    years = [said.get(year, Amounts(year)) for year in range(first_year, last_year + 1)]
    costs, benefits = [one.cost for one in years], [one.benefit for one in years]
    flows = [None if one.unknown == 2 else (one.benefit or 0) - (one.cost or 0) for one in years]
    unknown = sum(one.unknown for one in years)
    return Appraisal(
        rate=rate,
        years=tuple(_appraised(one, rate, number) for number, one in enumerate(years)),
        cost=present_value(costs, rate),
        benefit=present_value(benefits, rate),
        net_present_value=present_value(flows, rate),
        unknown=unknown,
        ratio=None if unknown else _ratio(benefits, costs, rate),
    )


def present_value(flows: list[int | None], rate: int) -> int | None:
    """The value in year 0 of `flows` in pence, one for each year from year 0; of those known, None where none is."""
    if all(flow is None for flow in flows):
        return None
    with localcontext(prec=_DIGITS):
        return _penny(_compounded(flows, rate) / _growth(rate) ** (len(flows) - 1))


def difference(one: Appraisal, other: Appraisal) -> int | None:
    """By how much the net present value of `one` exceeds that of `other`, as both are printed; None if one is none."""
    if one.net_present_value is None or other.net_present_value is None:
        return None
    return one.net_present_value - other.net_present_value


def _by_year(amounts: Iterable[Amounts], first_year: int, last_year: int) -> dict[int, Amounts]:
    said: dict[int, Amounts] = {}
    for one in amounts:
        if not first_year <= one.year <= last_year:
            raise YearOutside(one.year, first_year, last_year)
        if one.year in said:
            raise ValueError(f"{one.year} is there twice")
        said[one.year] = one
    return said


def _appraised(amounts: Amounts, rate: int, number: int) -> AppraisedYear:
    def then(pence: int | None) -> int | None:
        return present_value([*[None] * number, pence], rate)

    with localcontext(prec=_DIGITS):
        factor = (1 / _growth(rate) ** number).quantize(_FACTOR, ROUND_HALF_UP)
    return AppraisedYear(amounts, factor, then(amounts.cost), then(amounts.benefit), then(amounts.net))


def _compounded(flows: list[int | None], rate: int) -> Decimal:
    """The value of `flows` in the last of their years, exactly: each year's total grows into the next."""
    total, growth = Decimal(0), _growth(rate)
    for flow in flows:
        total = total * growth + (flow or 0)
    return total


def _ratio(benefits: list[int | None], costs: list[int | None], rate: int) -> Decimal | None:
    with localcontext(prec=_DIGITS):
        cost = _compounded(costs, rate)
        return (_compounded(benefits, rate) / cost).quantize(_HUNDREDTH, ROUND_HALF_UP) if cost else None


def _growth(rate: int) -> Decimal:
    return Decimal(_WHOLE + rate) / _WHOLE


def _penny(value: Decimal) -> int:
    return int(value.quantize(_PENNY, ROUND_HALF_UP))


def _plain(amounts: Iterable[int | None]) -> int | None:
    known = [one for one in amounts if one is not None]
    return sum(known) if known else None
