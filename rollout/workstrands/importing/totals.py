"""What the lines of a shadow budget come to, by kind and by year, with the amounts that are not yet known counted."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

Part = tuple[Hashable, int | None]
"""What a line counts under, and its pence."""


@dataclass(frozen=True)
class Sum:
    """Lines, the pence that are known, and how many amounts are not."""

    lines: int = 0
    pence: int = 0
    unknown: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.lines + other.lines, self.pence + other.pence, self.unknown + other.unknown)


@dataclass
class Sums:
    """Sums by what lines count under."""

    by: dict[Hashable, Sum] = field(default_factory=dict)

    def __getitem__(self, key: Hashable) -> Sum:
        return self.by.get(key, Sum())

    def __add__(self, other: Sums) -> Sums:
        return Sums({key: self[key] + other[key] for key in (*self.by, *other.by)})

    @property
    def whole(self) -> Sum:
        """All of them together."""
        return sum(self.by.values(), Sum())


def sums_of(parts: Iterable[Part]) -> Sums:
    """Add up lines, given as what each counts under and its pence (None: not yet known)."""
    counted: dict[Hashable, list[int]] = {}
    for key, pence in parts:
        one = counted.setdefault(key, [0, 0, 0])
        one[0] += 1
        one[1] += pence or 0
        one[2] += pence is None
    return Sums({key: Sum(*one) for key, one in counted.items()})
