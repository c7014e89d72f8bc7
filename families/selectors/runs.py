"""Runs of the estimates as Whitehall reads them: one by itself, and two side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from areas.models import AreaMember, Authority
from families.models import Cohort, Estimate, EstimateRun, Indicator, IndicatorScore, PopulationBase
from families.selectors.annex_d import Range

ONLY_PRINTED = "Annex D printed the authorities of the first phase only"
NOT_SAID = "the run does not say"

Figures = Mapping[Cohort, Range]


@dataclass(frozen=True)
class Estimated:
    """One authority in a run: its ranges, or why there are none."""

    authority: Authority
    figures: Figures
    why_not: str = ""


@dataclass(frozen=True)
class SideBySide:
    """One authority in two runs; a cohort that a run has no estimate of is not in its figures."""

    authority: Authority
    first: Figures
    second: Figures


@dataclass(frozen=True)
class Source:
    """An indicator of a run: how many authorities it scores, and which of them the published denominator leaves out."""

    indicator: Indicator
    scored: int
    outside: list[Authority] = field(default_factory=list)


@dataclass(frozen=True)
class InputFigure:
    """People or score of one authority in an input; `existed` False: its area was not there when the index was made."""

    authority: Authority
    figure: Decimal | int | None
    existed: bool = True


def runs_for(user: Any) -> QuerySet[EstimateRun]:
    """The runs that `user` may read with what they were made of, newest first."""
    return EstimateRun.objects.visible_to(user).select_related("base", "made_by").prefetch_related("indicators")


def bases_for(user: Any) -> QuerySet[PopulationBase]:
    """Population bases by name, each with `rows`, the number of its authorities."""
    return PopulationBase.objects.visible_to(user).select_related("added_by").annotate(rows=Count("populations"))


def indicators_for(user: Any) -> QuerySet[Indicator]:
    """Indicators by name, each with `rows`, the number of authorities that it scores."""
    return Indicator.objects.visible_to(user).select_related("added_by").annotate(rows=Count("scores"))


def figures_in(one: PopulationBase | Indicator) -> list[InputFigure]:
    """Every authority in alphabetical order with its figure in `one`; None where the file gave it none."""
    found: dict[int, tuple[Decimal | int, bool]]
    if isinstance(one, PopulationBase):
        found = {pk: (people, True) for pk, people in one.populations.values_list("authority_id", "people")}
    else:
        found = {pk: (score, there) for pk, score, there in one.scores.values_list("authority_id", "score", "existed")}
    return [InputFigure(at, *found.get(at.pk, (None, True))) for at in Authority.objects.order_by("short_name")]


def estimated(run: EstimateRun, user: Any) -> list[Estimated]:
    """Every authority in alphabetical order with its estimates in `run`, or why there are none."""
    figures = _figures(run, user)
    return [
        Estimated(one, figures.get(one.pk, {}), "" if one.pk in figures else _why_not(run, one))
        for one in Authority.objects.order_by("short_name")
    ]


def side_by_side(first: EstimateRun, second: EstimateRun, user: Any, *, in_areas: date | None) -> list[SideBySide]:
    """Both runs for all authorities in alphabetical order, or those in an area on `in_areas`, in the areas' order."""
    one, other = _figures(first, user), _figures(second, user)
    return [SideBySide(at, one.get(at.pk, {}), other.get(at.pk, {})) for at in _authorities(in_areas)]


def sources_of(run: EstimateRun) -> list[Source]:
    """The indicators of `run` by name."""
    outside: dict[int, list[Authority]] = {}
    rows = IndicatorScore.objects.filter(indicator__in=run.indicators.all(), existed=False).select_related("authority")
    for one in rows.order_by("authority__short_name"):
        outside.setdefault(one.indicator_id, []).append(one.authority)
    scored = run.indicators.annotate(rows=Count("scores")).order_by("name")
    return [Source(one, one.rows, outside.get(one.pk, [])) for one in scored]


def _figures(run: EstimateRun, user: Any) -> dict[int, dict[Cohort, Range]]:
    found: dict[int, dict[Cohort, Range]] = {}
    for one in Estimate.objects.visible_to(user).filter(run=run).order_by():
        found.setdefault(one.authority_id, {})[Cohort(one.cohort)] = Range(one.low, one.high)
    return found


def _why_not(run: EstimateRun, authority: Authority) -> str:
    return ONLY_PRINTED if run.published else run.without.get(authority.gss_code, NOT_SAID)


def _authorities(in_areas: date | None) -> Sequence[Authority]:
    if in_areas is None:
        return list(Authority.objects.order_by("short_name"))
    rows = AreaMember.objects.in_force(in_areas).select_related("authority", "area")
    return [one.authority for one in rows.order_by("area__order", "authority__short_name")]
