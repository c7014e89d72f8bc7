"""Sharing a national number of families out over places, exactly as F004 Annex D describes (notes 2 and 3).

Each indicator gives a place `total × population × score / Σ(population × score)`. The estimate is the range from the
least to the greatest over the indicators, each rounded half up. All of it is whole-number arithmetic: no floats.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction

FAMILIES, FAMILIES_WITH_A_CHILD = 117_000, 46_000
"""Families with five or more of the seven disadvantages, and those of them with a child with special educational
needs or behaviour problems (F004 Annex D, notes 2 and 3)."""
NEAREST = 10


class Denominator(Enum):
    """Which places the sum is over. All get an estimate by either rule."""

    ALL = "all"  # every place with a score
    PUBLISHED = "published"  # not those whose area did not exist when the indicator was made (SOURCES.md)


class CannotApportion(ValueError):
    """The inputs cannot be shared out, whatever the place; the message says why."""


@dataclass(frozen=True)
class Indicator:
    """A score for each place, by code; `outside` are those that the published denominator leaves out of the sum."""

    name: str
    scores: Mapping[str, Decimal]
    outside: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Estimate:
    """The least and the greatest share of a place, in families, rounded; `low` is never above `high`."""

    low: int
    high: int


@dataclass(frozen=True)
class Apportioned:
    """What came of it: an estimate by code, and for each place without one the reason."""

    estimates: dict[str, Estimate]
    without: dict[str, str]


@dataclass(frozen=True)
class _Shares:
    """The weights of one indicator as whole numbers of a common scale, and the sum that they are divided by."""

    weights: dict[str, int]
    divisor: int

    def exact(self, total: int, code: str) -> Fraction:
        return Fraction(total * self.weights[code], self.divisor)

    def rounded(self, total: int, code: str, nearest: int) -> int:
        """Round half up: ⌊share / nearest + ½⌋ × nearest, in whole numbers."""
        twice = 2 * nearest * self.divisor
        return (2 * total * self.weights[code] + nearest * self.divisor) // twice * nearest


def apportion(
    total: int,
    populations: Mapping[str, Decimal | int],
    indicators: Sequence[Indicator],
    *,
    denominator: Denominator = Denominator.ALL,
    nearest: int = NEAREST,
) -> Apportioned:
    """Share `total` families out over the places of `populations` (people, by code).

    A place with no population or without a score in one of the indicators gets no estimate, and the reason instead:
    nothing is made up. Raises CannotApportion for a negative total, a rounding below 1, no indicator, a population or
    score below zero, and an indicator whose sum is zero.
    """
    if total < 0 or nearest < 1:
        raise CannotApportion("The total must be 0 or more, and be rounded to the nearest 1 or more")
    if not indicators:
        raise CannotApportion("Give at least one indicator")
    shares = [_shares(populations, one, denominator) for one in indicators]
    estimates, without = {}, {}
    for code in _places(populations, indicators):
        reason = _reason(code, populations, indicators)
        if reason:
            without[code] = reason
            continue
        found = [share.rounded(total, code, nearest) for share in shares]
        estimates[code] = Estimate(min(found), max(found))
    return Apportioned(estimates, without)


def exact_shares(
    total: int, populations: Mapping[str, Decimal | int], indicator: Indicator, *, denominator: Denominator
) -> dict[str, Fraction]:
    """The unrounded shares by one `indicator`; over the places inside the sum they add up to `total` exactly."""
    shares = _shares(populations, indicator, denominator)
    return {code: shares.exact(total, code) for code in shares.weights}


def inside(populations: Mapping[str, Decimal | int], indicator: Indicator, denominator: Denominator) -> set[str]:
    """The places that the sum is over."""
    scored = {code for code in indicator.scores if code in populations}
    return scored - indicator.outside if denominator is Denominator.PUBLISHED else scored


def _shares(populations: Mapping[str, Decimal | int], indicator: Indicator, denominator: Denominator) -> _Shares:
    """Weights as whole numbers: populations and scores are taken times a power of ten that makes them whole."""
    codes = [code for code in indicator.scores if code in populations]
    people = _whole({code: Decimal(populations[code]) for code in codes}, "population")
    scores = _whole({code: indicator.scores[code] for code in codes}, f"score of {indicator.name}")
    weights = {code: people[code] * scores[code] for code in codes}
    divisor = sum(weights[code] for code in inside(populations, indicator, denominator))
    if divisor == 0:
        raise CannotApportion(f"The scores of {indicator.name} add up to zero: there is nothing to share out by")
    return _Shares(weights, divisor)


def _whole(values: Mapping[str, Decimal], what: str) -> dict[str, int]:
    if wrong := [code for code, value in values.items() if not value.is_finite() or value < 0]:
        raise CannotApportion(f"The {what} of {wrong[0]} is not a number of 0 or more")
    places = max((-int(value.as_tuple().exponent) for value in values.values()), default=0)
    scale = 10 ** max(places, 0)
    return {code: int(Fraction(value) * scale) for code, value in values.items()}


def _places(populations: Mapping[str, Decimal | int], indicators: Sequence[Indicator]) -> Iterator[str]:
    """Every code that is named, in the order of the populations; then those that only an indicator names."""
    yield from populations
    yield from dict.fromkeys(code for one in indicators for code in one.scores if code not in populations)


def _reason(code: str, populations: Mapping[str, Decimal | int], indicators: Sequence[Indicator]) -> str:
    if not populations.get(code):
        return "no population is known"
    missing = [one.name for one in indicators if code not in one.scores]
    return f"no score is known in {', '.join(missing)}" if missing else ""
