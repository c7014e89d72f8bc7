"""An area's resources by financial year, with totals that count what is not yet known (DESIGN rule 10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from areas.models import Resource
from cbtracker.web.formats import total_in_words


@dataclass(frozen=True)
class Total:
    """What some resources come to: pence that are known, and how many amounts are not. `manner` blank: all together."""

    manner: str
    label: str
    known: int
    unknown: int
    rows: int

    @property
    def text(self) -> str:
        """The total in words; a sum of nothing known is not zero."""
        return total_in_words(self.known, unknown=self.unknown, of=self.rows)


@dataclass(frozen=True)
class Year:
    """The resources of one financial year."""

    begins: int
    resources: list[Resource]

    @property
    def label(self) -> str:
        """The year as "2011 to 2012"."""
        return year_label(self.begins)

    @property
    def total(self) -> Total:
        """All manners together."""
        return total_of(one.amount_pence for one in self.resources)

    @property
    def by_manner(self) -> list[Total]:
        """Pooled, aligned and in kind, those that there are."""
        totals = [
            total_of(
                (one.amount_pence for one in self.resources if one.manner == manner), manner.value, str(manner.label)
            )
            for manner in Resource.Manner
        ]
        return [total for total in totals if total.rows]


def year_label(begins: int) -> str:
    """Return the financial year that begins in April of `begins` as "2011 to 2012"."""
    return f"{begins} to {begins + 1}"


def by_year(resources: Iterable[Resource]) -> list[Year]:
    """Group `resources` by year, the earliest first."""
    ordered = sorted(resources, key=lambda one: one.year)
    return [Year(year, list(rows)) for year, rows in groupby(ordered, key=lambda one: one.year)]


def total_of(amounts: Iterable[int | None], manner: str = "", label: str = "All") -> Total:
    """What `amounts` in pence come to; None is an amount that is not yet known."""
    said = list(amounts)
    known = [one for one in said if one is not None]
    return Total(manner, label, sum(known), len(said) - len(known), len(said))
