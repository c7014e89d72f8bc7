"""What options come to, as the API gives it out. Money is pence, at the value of the plan's first year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from cbtracker.rest.shapes import Out
from rollout.workstrands.appraisal import AppraisedYear
from rollout.workstrands.models import OperationalPlan
from rollout.workstrands.selectors.analysis import AppraisedOption


def _pence(about: str) -> serializers.IntegerField:
    return serializers.IntegerField(allow_null=True, help_text=f"{about}, in pence; null: not yet known")


class AppraisedYearOut(Out):
    """A financial year of an option, each figure rounded to the penny by itself."""

    year = serializers.IntegerField(help_text="The year in which it begins")
    factor = serializers.CharField(help_text="What £1 of it is worth in the plan's first year")
    cost_pence = _pence("Cost")
    benefit_pence = _pence("Benefit")
    discounted_cost_pence = _pence("Cost, discounted")
    discounted_benefit_pence = _pence("Benefit, discounted")
    discounted_net_pence = _pence("Benefit less cost, discounted")
    keys = ("year",)


class AppraisedOptionOut(Out):
    """What an option comes to."""

    option = serializers.IntegerField(help_text="Its number")
    title = serializers.CharField()
    is_as_now = serializers.BooleanField(help_text="Carrying on as now")
    preferred = serializers.BooleanField()
    cost_pence = _pence("What is known of the cost, discounted")
    benefit_pence = _pence("What is known of the benefit, discounted")
    net_present_value_pence = _pence("Net present value of what is known")
    unknown = serializers.IntegerField(help_text="How many amounts are not yet known")
    ratio = serializers.CharField(
        allow_null=True, help_text="Benefit over cost; null while an amount is not yet known, or where nothing is spent"
    )
    against_as_now_pence = _pence("By how much its net present value exceeds that of carrying on as now")
    years = AppraisedYearOut(many=True)
    years_outside = serializers.ListField(
        child=serializers.IntegerField(), help_text="Years with amounts that are not the plan's, and are not counted"
    )
    keys = ("option",)


class PlanAppraisalOut(Out):
    """What the options of a plan come to."""

    place = serializers.CharField()
    first_year = serializers.IntegerField()
    last_year = serializers.IntegerField()
    discount_rate = serializers.IntegerField(help_text="In hundredths of a per cent: 350 is 3.5%")
    discount_source = serializers.CharField(allow_blank=True)
    options = AppraisedOptionOut(many=True)
    keys = ("place",)
    example = {"place": "essex", "first_year": 2012, "last_year": 2014, "discount_rate": 350, "options": []}


def appraisal_said(plan: OperationalPlan, options: Sequence[AppraisedOption]) -> dict[str, Any]:
    """What `PlanAppraisalOut` tells of `plan`."""
    return {
        "place": plan.place.slug,
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "discount_rate": plan.discount_rate,
        "discount_source": plan.discount_source,
        "options": [_option(one) for one in options],
    }


def _option(found: AppraisedOption) -> dict[str, Any]:
    option, appraisal = found.option, found.appraisal
    return {
        "option": option.pk,
        "title": option.title,
        "is_as_now": option.is_as_now,
        "preferred": option.preferred,
        "cost_pence": appraisal.cost,
        "benefit_pence": appraisal.benefit,
        "net_present_value_pence": appraisal.net_present_value,
        "unknown": appraisal.unknown,
        "ratio": None if appraisal.ratio is None else str(appraisal.ratio),
        "against_as_now_pence": found.against,
        "years": [_year(one) for one in appraisal.years],
        "years_outside": list(found.outside),
    }


def _year(one: AppraisedYear) -> dict[str, Any]:
    return {
        "year": one.year,
        "factor": str(one.factor),
        "cost_pence": one.amounts.cost,
        "benefit_pence": one.amounts.benefit,
        "discounted_cost_pence": one.cost,
        "discounted_benefit_pence": one.benefit,
        "discounted_net_pence": one.net,
    }
