"""How runs of the estimates are said: what the sum is over, and how two runs differ, in numbers of families."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from families.models import Cohort, EstimateRun
from families.presenters import as_range
from families.selectors.annex_d import Range
from families.selectors.runs import Estimated, SideBySide

COHORTS = {
    Cohort.FWMP: "Families with multiple problems",
    Cohort.CHILD: "Those with a child with SEN or behaviour problems",
}
"""The two groups as they head columns."""

DENOMINATORS = {
    EstimateRun.Denominator.ALL: (
        "The sum is over every authority with a score, so the unrounded shares of all of them add up to the total."
    ),
    EstimateRun.Denominator.PUBLISHED: (
        "The sum leaves out authorities whose area did not exist when the indicator was made, such as the four made in "
        "2009 from Bedfordshire and Cheshire. They get an estimate all the same. The published figures appear to have "
        "been worked out like this."
    ),
}
"""What each rule means, with how the published figures were made (F004 Annex D; SOURCES.md)."""
PRINTED = "The ranges are as Annex D printed them. Nothing was worked out here."
NO_ESTIMATE = "No estimate"


@dataclass(frozen=True)
class ShownLine:
    """A row of a table of estimates: an authority and its cells."""

    name: str
    cells: list[str]


def denominator_said(run: EstimateRun) -> str:
    """What the sum of `run` is over, in words."""
    return PRINTED if run.published else DENOMINATORS[EstimateRun.Denominator(run.denominator)]


def totals_said(run: EstimateRun) -> list[tuple[str, str]]:
    """Each group of families and how many of them there are in England."""
    return [(label, f"{run.totals[cohort]:,}") for cohort, label in COHORTS.items() if cohort in run.totals]


def lines_shown(found: Iterable[Estimated]) -> list[ShownLine]:
    """The authorities that have an estimate, with a cell for each group."""
    return [
        ShownLine(one.authority.short_name, [as_range(one.figures.get(cohort)) or NO_ESTIMATE for cohort in COHORTS])
        for one in found
        if one.figures
    ]


def without_shown(found: Iterable[Estimated]) -> list[tuple[str, list[str]]]:
    """Why authorities have no estimate: each reason with their names, both in the order in which they come."""
    named: dict[str, list[str]] = {}
    for one in found:
        if not one.figures:
            named.setdefault(one.why_not[:1].upper() + one.why_not[1:], []).append(one.authority.short_name)
    return list(named.items())


def compared_shown(found: Iterable[SideBySide], cohort: Cohort) -> list[ShownLine]:
    """One group of families in two runs: both ranges and how the second differs."""
    return [
        ShownLine(
            one.authority.short_name,
            [
                as_range(one.first.get(cohort)) or NO_ESTIMATE,
                as_range(one.second.get(cohort)) or NO_ESTIMATE,
                difference_said(one.first.get(cohort), one.second.get(cohort)),
            ],
        )
        for one in found
    ]


def without_group(cohort: Cohort, runs: Iterable[EstimateRun]) -> list[str]:
    """The names of those `runs` that are not about a group of families: there is nothing to compare."""
    return list(dict.fromkeys(run.name for run in runs if cohort not in run.totals))


def difference_said(first: Range | None, second: Range | None) -> str:
    """By how many families `second` differs from `first`: never a percentage. Nothing where one of them is missing."""
    if first is None or second is None:
        return "Cannot be compared"
    low, high = second.low - first.low, second.high - first.high
    if low == high:
        return _more(low).capitalize()
    return f"Low end {_more(low)}, high end {_more(high)}"


def _more(number: int) -> str:
    if number == 0:
        return "the same"
    return f"{abs(number):,} {'more' if number > 0 else 'fewer'}"
