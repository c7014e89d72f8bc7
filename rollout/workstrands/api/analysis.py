"""Outcomes, delivery chains, options and gaps of a plan."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponseBase

from cbtracker.rest.operation import operation
from rollout.workstrands.api.analysis_shapes import (
    ChainIn,
    ChainOut,
    GapIn,
    GapOut,
    LinkIn,
    LinkOut,
    MeasureIn,
    MeasureOut,
    OptionIn,
    OptionOut,
    OptionYearIn,
    OptionYearOut,
    OutcomeIn,
    OutcomeOut,
)
from rollout.workstrands.api.appraisal_shapes import PlanAppraisalOut, appraisal_said
from rollout.workstrands.api.parts import READ, PartKind, PlanParts, part_of_part, part_of_plan
from rollout.workstrands.models import (
    ChainLink,
    DeliveryChain,
    OptionYear,
    OutcomeMeasure,
    PlanGap,
    PlanOption,
    PlanOutcome,
)
from rollout.workstrands.selectors.analysis import options_of
from rollout.workstrands.services.chains import CHAINS, LINKS
from rollout.workstrands.services.gaps import GAPS
from rollout.workstrands.services.options import OPTION_YEARS, OPTIONS
from rollout.workstrands.services.outcomes import MEASURES, OUTCOMES


def _gaps(user: Any) -> Any:
    return PlanGap.objects.visible_to(user).select_related("plan__place")


def _outcomes(user: Any) -> Any:
    measures = Prefetch("measures", OutcomeMeasure.objects.order_by("pk"))
    return PlanOutcome.objects.visible_to(user).select_related("plan__place").prefetch_related(measures)


def _measures(user: Any) -> Any:
    return OutcomeMeasure.objects.visible_to(user).select_related("outcome__plan__place")


def _chains(user: Any) -> Any:
    links = Prefetch("links", ChainLink.objects.order_by("order"))
    return DeliveryChain.objects.visible_to(user).select_related("plan__place").prefetch_related(links)


def _links(user: Any) -> Any:
    return ChainLink.objects.visible_to(user).select_related("chain__plan__place")


def _options(user: Any) -> Any:
    years = Prefetch("years", OptionYear.objects.order_by("year"))
    return PlanOption.objects.visible_to(user).select_related("plan__place").prefetch_related(years)


def _years(user: Any) -> Any:
    return OptionYear.objects.visible_to(user).select_related("option__plan__place")


Gaps = part_of_plan(PartKind("a gap", "gaps", "plan_gap", GAPS, _gaps, GapIn, GapOut))
Outcomes = part_of_plan(PartKind("an outcome", "outcomes", "plan_outcome", OUTCOMES, _outcomes, OutcomeIn, OutcomeOut))
Measures = part_of_part(
    PartKind(
        "a measure of an outcome",
        "measures",
        "outcome_measure",
        MEASURES,
        _measures,
        MeasureIn,
        MeasureOut,
        parents=_outcomes,
    )
)
Chains = part_of_plan(
    PartKind("a delivery chain", "delivery chains", "delivery_chain", CHAINS, _chains, ChainIn, ChainOut)
)
Links = part_of_part(
    PartKind("a link of a delivery chain", "links", "chain_link", LINKS, _links, LinkIn, LinkOut, parents=_chains)
)
Options = part_of_plan(PartKind("an option", "options", "plan_option", OPTIONS, _options, OptionIn, OptionOut))
OptionYears = part_of_part(
    PartKind(
        "what an option costs and brings in a year",
        "years",
        "option_year",
        OPTION_YEARS,
        _years,
        OptionYearIn,
        OptionYearOut,
        parents=_options,
    )
)


class Appraisals(PlanParts):
    """What the options of a plan come to."""

    @operation(
        "Read what the options of a plan come to",
        permission=READ,
        gives=PlanAppraisalOut,
        description="Costs, benefits and the net present value of each option at the plan's discount rate, in pence "
        "at the value of its first year, which is not discounted. Amounts that are not yet known are counted "
        "in `unknown` and never taken for zero; a figure is null where nothing of it is known.",
    )
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """All options, carrying on as now first."""
        plan = self.plan(None, slug)
        return self.answer(appraisal_said(plan, options_of(plan, request.user)))
