"""The totals of a shadow budget as tables: of everything, and beside it of what the filters leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from areas.resource_years import year_label
from rollout.workstrands.importing.totals import Sum, Sums
from rollout.workstrands.models import BudgetLine
from rollout.workstrands.selectors.budget import Named, Totals, by_body, in_words, named, years_of

MOST_BODIES = 40


@dataclass(frozen=True)
class Row:
    """One line of a table: `chosen` is what the filters leave, blank where none is set."""

    label: str
    lines: int
    whole: str
    chosen: str


@dataclass(frozen=True)
class Table:
    """What the budget comes to, by something. `heading` is of its first column."""

    key: str
    caption: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Years:
    """By year and kind: the numbers of the picture. Each row: the year, its cells by kind, and its total."""

    kinds: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], str], ...]


def tables_of(whole: Totals, chosen: Totals | None) -> dict[str, Any]:
    """Every table of the page."""
    named_bodies, rest = by_body(whole, MOST_BODIES)
    bodies = _rows(named_bodies, chosen.body if chosen else None)
    if rest:
        bodies.append(_rest(rest, [one.key for one in named_bodies], chosen))
    return {
        "lists": [
            Table("body", "By contributing body", "Body", tuple(bodies)),
            _table("kind", "By kind", "Kind", BudgetLine.Kind, whole.kind, chosen.kind if chosen else None),
            _table(
                "community",
                "Community resources by kind",
                "Community resource",
                BudgetLine.Community,
                whole.community,
                chosen.community if chosen else None,
            ),
            _table(
                "arrangement",
                "By arrangement",
                "Arrangement",
                BudgetLine.Arrangement,
                whole.arrangement,
                chosen.arrangement if chosen else None,
            ),
            _table(
                "control",
                "By who controls it",
                "Who controls it",
                BudgetLine.Control,
                whole.control,
                chosen.control if chosen else None,
            ),
            Table("year", "By financial year", "Financial year", tuple(_year_rows(whole, chosen))),
        ],
        "years": _years(whole),
    }


def _table(key: str, caption: str, heading: str, choices: Any, whole: Sums, chosen: Sums | None) -> Table:
    return Table(key, caption, heading, tuple(_rows(named(whole, choices.choices), chosen)))


def _rows(found: Iterable[Named], chosen: Sums | None) -> list[Row]:
    return [
        Row(one.label, one.sum.lines, one.text, in_words(chosen[one.key]) if chosen is not None else "")
        for one in found
    ]


def _year_rows(whole: Totals, chosen: Totals | None) -> list[Row]:
    return [
        Row(
            year_label(year),
            whole.year[year].lines,
            in_words(whole.year[year]),
            in_words(chosen.year[year]) if chosen else "",
        )
        for year in years_of(whole)
    ]


def _rest(rest: Named, shown: list[str], chosen: Totals | None) -> Row:
    """All bodies that have no row of their own."""
    left = ""
    if chosen:
        others = [total for key, total in chosen.body.by.items() if key not in set(shown)]
        left = in_words(sum(others, Sum()))
    return Row(rest.label, rest.sum.lines, rest.text, left)


def _years(whole: Totals) -> Years:
    kinds = [kind for kind in BudgetLine.Kind if whole.kind[kind.value].lines]
    return Years(
        tuple(str(kind.label) for kind in kinds),
        tuple(
            (
                year_label(year),
                tuple(in_words(whole.year_and_kind[year, kind.value]) for kind in kinds),
                in_words(whole.year[year]),
            )
            for year in years_of(whole)
        ),
    )
