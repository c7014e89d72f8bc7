"""Advances of grant and routes to finance, as the API takes them in and gives them out. Money is pence."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rest_framework import serializers

from cbtracker.rest.shapes import Day, Flag, In, Out, Part, Version, Whole, choice_of, text_of
from cbtracker.web.formats import as_date
from rollout.models import PROGRAMME_BEGAN, Advance, FinanceRoute, FinanceRouteStep
from rollout.models.money import FIRST_YEAR, LARGEST_AMOUNT, LAST_YEAR
from rollout.selectors.money import AreaMoney, RouteOfArea, schedule_of
from rollout.services.advances import AdvanceTerms


def pence(about: str, **options: Any) -> Whole:
    """An amount of more than nothing, in whole pence."""
    return Whole(min_value=1, max_value=LARGEST_AMOUNT, help_text=about, **options)


def _year(about: str, first: int, last: int) -> Whole:
    return Whole(min_value=first, max_value=last, help_text=about)


class RepaymentIn(Part):
    """What is paid back in the financial year that begins in `year`."""

    year = _year("The year in which the financial year begins", FIRST_YEAR + 1, LAST_YEAR)
    amount_pence = pence("What is paid back, in pence")


class AdvanceIn(In):
    """An advance with its schedule. It must add up, to the penny, when it is asked for."""

    amount_pence = pence("Amount of the advance, in pence")
    drawn_from = _year("The year in which the first financial year of drawing begins", FIRST_YEAR, LAST_YEAR - 1)
    drawn_to = _year("The same of the last", FIRST_YEAR, LAST_YEAR - 1)
    purpose = text_of(Advance, "purpose")
    repayments = RepaymentIn(many=True, required=False, max_length=LAST_YEAR - FIRST_YEAR)
    example = {
        "amount_pence": 125_000_000,
        "drawn_from": 2011,
        "drawn_to": 2012,
        "purpose": "Family workers before the savings come in",
        "repayments": [{"year": 2013, "amount_pence": 62_500_000}, {"year": 2014, "amount_pence": 62_500_000}],
    }


class DecisionIn(In):
    """What the department decided about its money; the area reads the reason."""

    agreed = Flag()
    reason = text_of(Advance, "reason", required=True, allow_blank=False)
    on = Day()
    example = {"agreed": True, "reason": "It can be afforded", "on": "2011-10-03"}


class DayIn(In):
    """The day on which something was done, not in the future."""

    on = Day()
    example = {"on": "2011-11-01"}


class RepaymentOut(Out):
    """A year of the schedule: what is paid back in it, and in all so far."""

    year = serializers.IntegerField()
    amount_pence = serializers.IntegerField()
    so_far_pence = serializers.IntegerField()
    keys = ("year", "amount_pence")


class AdvanceOut(Out):
    """An advance of grant that an area asks for."""

    id = serializers.IntegerField()
    version = Version()
    area = serializers.CharField()
    department = serializers.CharField(help_text="Whose grant it is, and who decides")
    state = serializers.CharField()
    amount_pence = serializers.IntegerField()
    drawn_from = serializers.IntegerField()
    drawn_to = serializers.IntegerField()
    purpose = serializers.CharField()
    repayments = RepaymentOut(many=True)
    difference_pence = serializers.IntegerField(
        help_text="By how much the repayments exceed the advance; below 0: fall short"
    )
    asked_on = Day(allow_null=True)
    asked_by = serializers.CharField(allow_blank=True)
    decided_on = Day(allow_null=True)
    decided_by = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    drawn_on = Day(allow_null=True)
    repaid_on = Day(allow_null=True)
    withdrawn_on = Day(allow_null=True)
    keys = ("id", "version")
    example = {"id": 7, "version": 2, "area": "essex", "state": "asked", "amount_pence": 125_000_000}


class RouteStepOut(Out):
    """A step on a route; the note of a decision is its reason."""

    step = serializers.CharField()
    on = Day()
    outcome = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    recorded_by = serializers.CharField()
    keys = ("step", "on")


class RouteOut(Out):
    """A route to finance of an area, taken or not; `version` is 0 before the first step."""

    area = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()
    department = serializers.CharField(allow_null=True)
    version = Version()
    from_year = serializers.IntegerField(allow_null=True)
    steps = RouteStepOut(many=True)
    open_to_you = serializers.ListField(child=serializers.CharField(), help_text="The steps that you may record")
    keys = ("area", "kind", "version")
    example = {"area": "essex", "kind": "payment-by-results", "version": 1, "from_year": 2012}


class RouteStepIn(In):
    """A step that was taken; an outcome is of a decision only, and a decision needs its reason as `note`."""

    step = choice_of(FinanceRouteStep, "step")
    on = Day()
    from_year = _year("The financial year from which the area would take part", FIRST_YEAR, LAST_YEAR)
    outcome = choice_of(FinanceRouteStep, "outcome")
    note = text_of(FinanceRouteStep, "note")
    example = {"step": "interest", "on": "2011-09-05", "from_year": 2012}

    def validate_on(self, day: dt.date) -> dt.date:
        """Not before the programme; the service knows the latest and what came before."""
        if day < PROGRAMME_BEGAN:
            raise serializers.ValidationError(f"Date must be on or after {as_date(PROGRAMME_BEGAN)}")
        return day


class RouteLine(Out):
    """How far an area has come on a route."""

    kind = serializers.CharField()
    department = serializers.CharField()
    from_year = serializers.IntegerField(allow_null=True)
    steps = serializers.IntegerField(help_text="How many were taken")
    last_step = serializers.CharField(allow_null=True)
    last_on = Day(allow_null=True)
    keys = ("kind",)


class MoneyOut(Out):
    """One area's advances, the newest last, and its routes, as far as they are the reader's to see."""

    area = serializers.CharField()
    name = serializers.CharField()
    advances = AdvanceOut(many=True)
    routes = RouteLine(many=True)
    keys = ("area",)
    example = {"area": "essex", "name": "Essex", "advances": [], "routes": []}


def of_advance(advance: Advance) -> dict[str, Any]:
    """An advance of `advances_for` as a plain value."""
    schedule = schedule_of(advance)
    same = [name for name in AdvanceOut.names() if hasattr(advance, name)]
    return {
        **{name: getattr(advance, name) for name in same},
        "area": advance.area.slug,
        "department": advance.department.abbreviation,
        "repayments": schedule.lines,
        "difference_pence": schedule.difference,
        "asked_by": str(advance.asked_by or ""),
        "decided_by": str(advance.decided_by or ""),
    }


def of_step(step: FinanceRouteStep) -> dict[str, Any]:
    """A step as a plain value."""
    same = {name: getattr(step, name) for name in ("step", "on", "outcome", "note")}
    return {**same, "recorded_by": str(step.recorded_by)}


def of_route(route: FinanceRoute, steps: list[FinanceRouteStep], open_to: list[str]) -> dict[str, Any]:
    """A route as a plain value."""
    return {
        "area": route.area.slug,
        "kind": route.kind,
        "name": route.get_kind_display(),
        "department": route.department.abbreviation if route.department_id else None,
        "version": route.version,
        "from_year": route.from_year,
        "steps": [of_step(step) for step in steps],
        "open_to_you": open_to,
    }


def of_money(money: AreaMoney) -> dict[str, Any]:
    """One area's money as a plain value."""
    return {
        "area": money.area.slug,
        "name": money.area.name,
        "advances": [of_advance(one) for one in money.advances],
        "routes": [_route_line(one) for one in money.routes],
    }


def _route_line(one: RouteOfArea) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "department": one.department,
        "from_year": one.from_year,
        "steps": len(one.steps),
        "last_step": one.last.step if one.last else None,
        "last_on": one.last.on if one.last else None,
    }


def changed_terms(stood: AdvanceTerms, said: dict[str, Any]) -> AdvanceTerms:
    """What stood, with what was said in its place."""
    if "repayments" in said:
        rows = sorted((row["year"], row["amount_pence"]) for row in said["repayments"])
        said = {**said, "repayments": tuple(rows)}
    return AdvanceTerms(**{**stood.values(), "repayments": stood.repayments, **said})
