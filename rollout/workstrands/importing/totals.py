"""What the lines of a shadow budget come to, by kind or by year, with the amounts that are not yet known counted."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from areas.resource_years import Total

NO_LINES = "No lines"
Key = Hashable


@dataclass(frozen=True)
class Sum:
    """Lines, the pence that are known, and how many amounts are not."""

    lines: int = 0
    pence: int = 0
    unknown: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.lines + other.lines, self.pence + other.pence, self.unknown + other.unknown)

    @property
    def text(self) -> str:
        """The sum in words; a sum of nothing known is not zero."""
        return Total("", "", self.pence, self.unknown, self.lines).text if self.lines else NO_LINES


@dataclass(frozen=True)
class Sums:
    """Sums by what lines count under."""

    by: dict[Key, Sum] = field(default_factory=dict)

    def __getitem__(self, key: Key) -> Sum:
        return self.by.get(key, Sum())

    def __add__(self, other: Sums) -> Sums:
        return Sums({key: self[key] + other[key] for key in (*self.by, *other.by)})

    @property
    def whole(self) -> Sum:
        """All of them together."""
        return sum(self.by.values(), Sum())


def sums_of(lines: Iterable[tuple[Key, int | None]]) -> Sums:
    """Add up lines, given as what each counts under and its pence; None is not yet known."""
    counted: dict[Key, list[int]] = {}
    for key, pence in lines:
        one = counted.setdefault(key, [0, 0, 0])
        one[0] += 1
        one[1] += pence or 0
        one[2] += pence is None
    return Sums({key: Sum(*one) for key, one in counted.items()})
