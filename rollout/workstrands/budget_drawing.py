"""Where the bars of a shadow budget stand in its picture: a bar for each year, stacked by kind.

Kinds differ by pattern, never by colour alone. Lengths are in the units of the picture's view box. Amounts that are not
yet known have no length: the words above each bar count them.
"""

from __future__ import annotations

from dataclasses import dataclass

from areas.resource_years import year_label
from rollout.workstrands.models import BudgetLine
from rollout.workstrands.selectors.budget import Totals, in_words, years_of

WIDTH, WORDS, BAR, GAP, EDGE = 640.0, 22.0, 30.0, 22.0, 1.0
LEAST = 3.0
"""What is known and not nothing can be seen, however little it is beside the rest."""


@dataclass(frozen=True)
class Segment:
    """One kind of one year."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """One year, with its words above it."""

    words: str
    y: float
    segments: tuple[Segment, ...]

    @property
    def words_y(self) -> float:
        """The line that its words stand on."""
        return self.y - 8


@dataclass(frozen=True)
class Drawing:
    """The whole picture; `described` says it in words."""

    bars: tuple[Bar, ...]
    kinds: tuple[tuple[str, str], ...]
    height: float
    described: str
    width: float = WIDTH
    bar: float = BAR

    @property
    def view_box(self) -> str:
        """The SVG `viewBox` attribute."""
        return f"0 0 {self.width:.0f} {self.height:.0f}"


def draw(totals: Totals) -> Drawing | None:
    """Lay out a bar for each year of `totals`; None where no amount above zero is known."""
    years = years_of(totals)
    most = max((totals.year[year].pence for year in years), default=0)
    if not most:
        return None
    bars = [_bar(totals, year, place, most) for place, year in enumerate(years)]
    return Drawing(
        bars=tuple(bars),
        kinds=tuple((str(kind), str(kind.label)) for kind in BudgetLine.Kind if totals.kind[kind.value].lines),
        height=len(bars) * (WORDS + BAR + GAP),
        described=". ".join(_described(totals, year) for year in years),
    )


def _bar(totals: Totals, year: int, place: int, most: int) -> Bar:
    x, segments = EDGE, []
    for kind in BudgetLine.Kind:
        pence = totals.year_and_kind[year, kind.value].pence
        if pence:
            width = max(round(pence / most * (WIDTH - 2 * EDGE - 4 * LEAST), 1), LEAST)
            segments.append(Segment(kind.value, round(x, 1), width))
            x += width
    words = f"{year_label(year)}: {in_words(totals.year[year])}"
    return Bar(words, place * (WORDS + BAR + GAP) + WORDS, tuple(segments))


def _described(totals: Totals, year: int) -> str:
    kinds = [(kind, totals.year_and_kind[year, kind.value]) for kind in BudgetLine.Kind]
    said = "; ".join(f"{str(kind.label).lower()}, {in_words(one)}" for kind, one in kinds if one.lines)
    return f"{year_label(year)}: {said}"
