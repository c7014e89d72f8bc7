"""What a plan says of itself: how a single budget would work, its years, its discount rate (F003 Annex B ¶2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from cbtracker.web.formats import plural
from rollout.services.kept import Faults, refuse
from rollout.workstrands.models import BudgetLine, OperationalPlan, OptionYear
from rollout.workstrands.models.plans import FIRST_YEAR, LAST_YEAR, MOST_YEARS
from rollout.workstrands.services.parts import PLAN, check_open, hold_plan

TERMS = ("summary", "first_year", "last_year", "discount_rate", "discount_source")
"""The fields of a plan that its people change here."""


@transaction.atomic
def change_plan(
    *, plan: OperationalPlan, values: Mapping[str, Any], expected_version: int, by: Any, now: datetime
) -> OperationalPlan:
    """Make `plan` say `values`, by the names in `TERMS`; the rest stays.

    Raises NotPermitted, StaleVersion, PlanClosed; ValidationError by field, also where lines of the budget or years of
    options would be outside the plan's years: it says how many.
    """
    current = hold_plan(plan)
    check_open(current)
    for name, value in values.items():
        setattr(current, name, value)
    refuse(_faults(current))
    return PLAN.write_change(plan, values, expected_version=expected_version, by=by, now=now, on=plan)


def _faults(plan: OperationalPlan) -> Faults:
    faults: Faults = {}
    latest = plan.first_year + MOST_YEARS - 1
    if not FIRST_YEAR <= plan.first_year <= LAST_YEAR:
        faults["first_year"] = f"The first financial year must begin in {FIRST_YEAR} to {LAST_YEAR}"
    elif not plan.first_year <= plan.last_year <= LAST_YEAR:
        faults["last_year"] = f"The last financial year must begin in {plan.first_year} to {LAST_YEAR}"
    elif plan.last_year > latest:
        faults["last_year"] = f"A plan has up to {MOST_YEARS} years: enter {latest} or an earlier year"
    else:
        _check_years(faults, plan)
    if not 0 <= plan.discount_rate <= 2000:
        faults["discount_rate"] = "The discount rate must be 0% to 20%"
    elif not plan.discount_source.strip():
        faults["discount_source"] = "Enter where the rate is from"
    return faults


def _check_years(faults: Faults, plan: OperationalPlan) -> None:
    """No line of the budget and no year of an option is left outside."""
    sides = (("first_year", Q(year__lt=plan.first_year), "before"), ("last_year", Q(year__gt=plan.last_year), "after"))
    for name, outside, word in sides:
        left = _left_outside(plan, outside)
        if left:
            year = getattr(plan, name)
            faults[name] = f"{left} {word} {year}. Change or remove them first, or choose another year"


def _left_outside(plan: OperationalPlan, outside: Q) -> str:
    """What would be left outside, in words: "3 budget lines and 1 option year are"; empty for nothing."""
    lines: models.QuerySet[Any] = BudgetLine.objects.filter(outside, plan=plan)
    years: models.QuerySet[Any] = OptionYear.objects.filter(outside, option__plan=plan)
    counts = [(lines.count(), "budget line"), (years.count(), "option year")]
    named = [plural(count, noun) for count, noun in counts if count]
    if not named:
        return ""
    return f"{' and '.join(named)} {'is' if sum(count for count, _ in counts) == 1 else 'are'}"
