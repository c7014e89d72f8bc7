"""What the lines of a shadow budget come to: all totals of a page from one statement (F003 Annex A, How).

Blanks are counted beside every sum: an amount that is not yet known is not zero (DESIGN rule 10).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Value
from django.db.models import Sum as Added

from areas.resource_years import year_label
from cbtracker.web.formats import total_in_words
from rollout.workstrands.importing.totals import Sum, Sums
from rollout.workstrands.models import BudgetLine

NO_LINES = "No lines"
Tally = dict[Hashable, list[int]]
BY_WHAT, BY_WHOM = 0, 1
_COLUMNS = ("mark", "first", "second", "third", "begins", "lines", "pence", "known")


@dataclass(frozen=True)
class Totals:
    """What some lines come to; of each key its Sum. `year_and_kind` goes by (year, kind)."""

    whole: Sum
    body: Sums
    kind: Sums
    community: Sums
    arrangement: Sums
    control: Sums
    year: Sums
    year_and_kind: Sums


@dataclass(frozen=True)
class Named:
    """A total with what it is of: `key` as filters have it, `label` in words."""

    key: str
    label: str
    sum: Sum

    @property
    def text(self) -> str:
        """The total in words."""
        return in_words(self.sum)


def in_words(total: Sum) -> str:
    """Return `total` as "£1,200 and 3 amounts not yet known"; nothing known, and no lines at all, say so."""
    return total_in_words(total.pence, unknown=total.unknown, of=total.lines) if total.lines else NO_LINES


def read_totals(lines: QuerySet[BudgetLine]) -> Totals:
    """Add up `lines` by everything that a page shows, in one statement."""
    body, kind, community, year, arrangement, control, both = tallies = tuple[Tally, ...]({} for _ in range(7))
    for mark, first, second, third, begins, count, pence, known in _grouped(lines):
        one = (count, int(pence or 0), count - known)
        if mark == BY_WHOM:
            keys: Iterable[tuple[Tally, Hashable]] = ((arrangement, first), (control, second))
        else:
            keys = ((body, first), (kind, second), (year, begins), (both, (begins, second)))
            if third:
                _add(community, third, one)
        for tally, key in keys:
            _add(tally, key, one)
    sums = [_sums(tally) for tally in tallies]
    return Totals(sums[1].whole, sums[0], sums[1], sums[2], sums[4], sums[5], sums[3], sums[6])


def named(sums: Sums, choices: Iterable[tuple[Any, Any]]) -> list[Named]:
    """The totals of `sums` by `choices` (value, label), in their order: those of which there are lines."""
    return [Named(str(key), str(label), sums[key]) for key, label in choices if sums[key].lines]


def by_body(totals: Totals, most: int) -> tuple[list[Named], Named | None]:
    """The bodies by name, and the rest in one where there are more than `most`: those that bring most are named."""
    keys: list[Any] = sorted(totals.body.by, key=lambda key: (-totals.body[key].pence, key))
    shown = [Named(key, key, totals.body[key]) for key in sorted(keys[:most])]
    rest = keys[most:]
    if not rest:
        return shown, None
    return shown, Named("", f"{len(rest):,} others", sum((totals.body[key] for key in rest), Sum()))


def by_year(totals: Totals) -> list[Named]:
    """The financial years, the earliest first."""
    return named(totals.year, [(year, year_label(year)) for year in years_of(totals)])


def years_of(totals: Totals) -> Sequence[int]:
    """The years of which there are lines, the earliest first."""
    return sorted(int(str(year)) for year in totals.year.by)


def _grouped(lines: QuerySet[BudgetLine]) -> Iterator[tuple[Any, ...]]:
    """Sums by body, kind, community resource and year; and by arrangement and who controls it.

    Not by all six at once: of ten thousand lines that might be as many groups, and two short lists hold the same.
    """
    lines = lines.order_by()
    what = lines.annotate(
        mark=Value(BY_WHAT), first=F("body"), second=F("kind"), third=F("community_kind"), begins=F("year")
    )
    whom = lines.annotate(
        mark=Value(BY_WHOM), first=F("arrangement"), second=F("controlled_by"), third=Value(""), begins=Value(0)
    )
    return (
        what.values(*_COLUMNS[:5])
        .annotate(**_sums_asked())
        .values_list(*_COLUMNS)
        .union(whom.values(*_COLUMNS[:5]).annotate(**_sums_asked()).values_list(*_COLUMNS), all=True)
        .iterator()
    )


def _sums_asked() -> dict[str, Any]:
    return {"lines": Count("*"), "pence": Added("amount_pence"), "known": Count("amount_pence")}


def _add(tally: Tally, key: Hashable, one: tuple[int, int, int]) -> None:
    there = tally.get(key)
    if there is None:
        tally[key] = [*one]
    else:
        there[0] += one[0]
        there[1] += one[1]
        there[2] += one[2]


def _sums(tally: Tally) -> Sums:
    return Sums({key: Sum(*one) for key, one in tally.items()})
