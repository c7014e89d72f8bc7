"""Runs of the estimates as the API takes them in and gives them out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from cbtracker.rest.shapes import In, Moment, Named, NamedMany, Out, Whole, choice_of, text_of
from families.api.base import CaveatOut, by_cohort, range_or_blank, with_caveat
from families.apportionment import NEAREST
from families.models import Cohort, EstimateRun
from families.presenters import CAVEAT
from families.run_presenters import denominator_said
from families.selectors.runs import Estimated, SideBySide, Source, bases_for, indicators_for
from families.services.runs import LARGEST_TOTAL

SAME = ("id", "name", "is_current", "published", "denominator", "nearest", "note", "made_at")


class TotalsShape(Out):
    """How many families there are in England; null for a group that a run is not about."""

    fwmp = serializers.IntegerField(allow_null=True)
    fwmp_child = serializers.IntegerField(allow_null=True)


class RunLine(CaveatOut):
    """A run in the list, with what went into it."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    is_current = serializers.BooleanField()
    published = serializers.BooleanField(help_text="Whether its ranges are as Annex D printed them")
    population = serializers.CharField(allow_null=True, help_text="The slug of the population; null: as printed")
    indicators = serializers.ListField(child=serializers.CharField(), help_text="The slugs of the indicators")
    denominator = serializers.CharField(allow_blank=True)
    nearest = serializers.IntegerField(help_text="What is rounded to; a half is rounded up")
    totals = TotalsShape()
    note = serializers.CharField(allow_blank=True)
    made_by = serializers.CharField(allow_blank=True)
    made_at = Moment()
    keys = ("caveat", "id", "name")
    example = {"caveat": CAVEAT, "id": 7, "name": "Deprivation 2007, all authorities", "is_current": False}


class SourceOut(Out):
    """An indicator of a run."""

    indicator = serializers.CharField()
    name = serializers.CharField()
    source = serializers.CharField(allow_blank=True)
    scored = serializers.IntegerField(help_text="How many authorities it scores")
    outside = serializers.ListField(
        child=serializers.CharField(), help_text="GSS codes of those that did not exist when it was made"
    )
    keys = ("indicator",)


class EstimateOut(Out):
    """One authority in a run: its ranges, or why there are none."""

    authority = serializers.CharField()
    name = serializers.CharField()
    fwmp = range_or_blank()
    fwmp_child = range_or_blank()
    no_estimate_because = serializers.CharField(allow_blank=True)
    keys = ("authority",)


class RunOut(RunLine):
    """A run: all that went in, and what came of it, authorities in alphabetical order."""

    denominator_said = serializers.CharField()
    sources = SourceOut(many=True)
    estimates = EstimateOut(many=True)


class RunIn(In):
    """Everything that goes into a run."""

    name = text_of(EstimateRun, "name", required=True, allow_blank=False)
    fwmp = Whole(min_value=1, max_value=LARGEST_TOTAL, allow_null=True, required=False)
    fwmp_child = Whole(min_value=1, max_value=LARGEST_TOTAL, allow_null=True, required=False)
    population = Named(bases_for, key="slug", what="population")
    indicators = NamedMany(indicators_for, key="slug", what="indicator")
    denominator = choice_of(EstimateRun, "denominator", required=True, allow_blank=False)
    nearest = Whole(min_value=1, max_value=1000, required=False, default=NEAREST)
    note = text_of(EstimateRun, "note", max_length=2000)
    example = {
        "name": "Deprivation 2007, all authorities",
        "fwmp": 117000,
        "population": "mid-2009",
        "indicators": ["imd-2007"],
        "denominator": "all",
    }

    def terms(self) -> dict[str, Any]:
        """What a valid body says, as `make_run` takes it."""
        said = dict(self.validated_data)
        totals = {name: said.pop(name, None) for name in Cohort.values}
        base = said.pop("population")
        return {**said, "base": base, "totals": {name: total for name, total in totals.items() if total}}


class ComparedOut(Out):
    """One authority in two runs."""

    authority = serializers.CharField()
    name = serializers.CharField()
    first_fwmp = range_or_blank()
    first_fwmp_child = range_or_blank()
    second_fwmp = range_or_blank()
    second_fwmp_child = range_or_blank()
    keys = ("authority",)


class ComparisonOut(CaveatOut):
    """Two runs side by side, in the order of the areas or for all authorities in alphabetical order."""

    first = serializers.IntegerField()
    second = serializers.IntegerField()
    authorities = ComparedOut(many=True)
    keys = ("caveat", "first", "second")
    example = {"caveat": CAVEAT, "first": 1, "second": 7, "authorities": []}


def of_run(run: EstimateRun) -> dict[str, Any]:
    """`run` in a list, as a plain value."""
    return with_caveat(
        {
            **{name: getattr(run, name) for name in SAME},
            "population": run.base.slug if run.base else None,
            "indicators": [one.slug for one in run.indicators.all()],
            "totals": {cohort: run.totals.get(cohort) for cohort in Cohort.values},
            "made_by": str(run.made_by or ""),
        }
    )


def of_whole_run(run: EstimateRun, found: list[Estimated], sources: list[Source]) -> dict[str, Any]:
    """`run` with what came of it."""
    return {
        **of_run(run),
        "denominator_said": denominator_said(run),
        "sources": [_of_source(one) for one in sources],
        "estimates": [
            {
                "authority": one.authority.gss_code,
                "name": one.authority.short_name,
                **by_cohort(one.figures),
                "no_estimate_because": one.why_not,
            }
            for one in found
        ],
    }


def _of_source(one: Source) -> dict[str, Any]:
    return {
        "indicator": one.indicator.slug,
        "name": one.indicator.name,
        "source": one.indicator.source,
        "scored": one.scored,
        "outside": [at.gss_code for at in one.outside],
    }


def of_comparison(first: EstimateRun, second: EstimateRun, found: list[SideBySide]) -> dict[str, Any]:
    """Both runs as a plain value."""
    return with_caveat({"first": first.pk, "second": second.pk, "authorities": [_of_pair(one) for one in found]})


def _of_pair(one: SideBySide) -> dict[str, Any]:
    sides = (("first", one.first), ("second", one.second))
    ranges = {f"{side}_{name}": found for side, figures in sides for name, found in by_cohort(figures).items()}
    return {"authority": one.authority.gss_code, "name": one.authority.short_name, **ranges}
