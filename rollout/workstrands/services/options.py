"""Ways of implementing the budget, and what each costs and brings in the years of the plan (F003 B ¶5e, C d, h)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from areas.access import require
from areas.resource_years import year_label
from areas.services.versions import StaleVersion
from rollout.services.kept import Faults, refuse
from rollout.workstrands.appraisal import Amounts
from rollout.workstrands.models import OptionYear, PlanOption
from rollout.workstrands.models.analysis import LARGEST_AMOUNT
from rollout.workstrands.services.parts import PLAN, PartService, check_open, hold_plan, plan_of

AMOUNTS = {"cost_pence": "Cost", "benefit_pence": "Benefit"}


def _check_option(option: PlanOption) -> Faults:
    faults: Faults = {}
    others = list(PlanOption.objects.filter(plan=option.plan_id).exclude(pk=option.pk))
    if any(one.title == option.title for one in others):
        faults["title"] = "There is an option of this name already. Choose another name"
    for name, what in (("is_as_now", "carrying on as now"), ("preferred", "the preferred option")):
        there = next((one for one in others if getattr(one, name)), None)
        if getattr(option, name) and there is not None:
            faults[name] = f"“{there}” is {what}. Change that one first"
    if option.preferred and not option.preferred_why:
        faults["preferred_why"] = "Enter why it is preferred"
    if option.preferred_why and not option.preferred:
        faults["preferred_why"] = "Leave this blank unless this is the preferred option"
    return faults


def _taken(option: PlanOption) -> Faults:
    """Somebody was quicker by a moment."""
    return _check_option(option) or {"title": "Somebody else changed the options. Check them, and save this again"}


OPTIONS = PartService(PlanOption, check=_check_option, taken=_taken)


def fault_of_year(row: OptionYear) -> str:
    """Why amounts of the year of `row` are not of its plan; blank where they are."""
    years = plan_of(row).years
    if row.year in years:
        return ""
    which = f"the first begins in {years[0]}, the last in {years[-1]}"
    return f"{year_label(row.year)} is not one of the plan’s years: {which}"


def _check_year(row: OptionYear) -> Faults:
    faults = {name: fault for name in AMOUNTS if (fault := _fault_of_amount(row, name))}
    if outside := fault_of_year(row):
        faults["year"] = outside
    elif OptionYear.objects.filter(option=row.option_id, year=row.year).exclude(pk=row.pk).exists():
        faults["year"] = f"This option has amounts of {year_label(row.year)} already. Change those"
    return faults


def _fault_of_amount(row: OptionYear, name: str) -> str:
    pence = getattr(row, name)
    if pence is None or 0 <= pence <= LARGEST_AMOUNT:
        return ""
    return f"{AMOUNTS[name]} must be £1 trillion or less, and not below zero"


def _before(row: OptionYear, now: datetime) -> None:
    """Hold the plan, whose years must not change before the amounts are there; who has all years open is told."""
    row.option.plan = hold_plan(row.option.plan)
    _grow(row.option, now)


def _year_there(row: OptionYear) -> Faults:
    return {"year": "This option has amounts of this year already. Change those"}


OPTION_YEARS = PartService(OptionYear, parent="option", check=_check_year, taken=_year_there, before=_before)
"""Keeps one year of an option. The option's version grows with it."""


@transaction.atomic
def set_amounts(
    option: PlanOption, amounts: Mapping[int, Amounts], *, expected_version: int, by: Any, now: datetime
) -> PlanOption:
    """Say what `option` costs and brings in the years of `amounts`, by the year in which they begin; others stay.

    A year of which nothing is known keeps no row. Faults are by field: `cost_2012`, `benefit_2012`.
    Raises NotPermitted, StaleVersion, PlanClosed, ValidationError; nothing is written then.
    """
    changed = _claim(option, expected_version, by, now)
    there = {row.year: row for row in OptionYear.objects.filter(option=changed)}
    faults: Faults = {}
    for year, said in sorted(amounts.items()):
        row = there.get(year) or OptionYear(option=changed, year=year)
        faults |= _faults_of(row, said)
    refuse(faults)
    for year, said in sorted(amounts.items()):
        _write(there.get(year), changed, said, by, now)
    return changed


def _claim(option: PlanOption, expected_version: int, by: Any, now: datetime) -> PlanOption:
    """`option` as it is now, if it still has that version, with its plan held. What is audited is its years."""
    plan = hold_plan(option.plan)
    require(by, PLAN.permission, on=plan)
    check_open(plan)
    won = _grow(option, now, version=expected_version)
    current = PlanOption.objects.filter(pk=option.pk).first()
    if current is None or not won:
        raise StaleVersion(current)
    current.plan = plan
    return current


def _faults_of(row: OptionYear, said: Amounts) -> Faults:
    proposed = OptionYear(option=row.option, year=said.year, cost_pence=said.cost, benefit_pence=said.benefit)
    if outside := fault_of_year(proposed):
        return {f"cost_{said.year}": outside}
    faults = {name: _fault_of_amount(proposed, name) for name in AMOUNTS}
    return {f"{name.removesuffix('_pence')}_{said.year}": fault for name, fault in faults.items() if fault}


def _write(row: OptionYear | None, option: PlanOption, said: Amounts, by: Any, now: datetime) -> None:
    values = {"cost_pence": said.cost, "benefit_pence": said.benefit}
    told = {"by": by, "now": now, "on": plan_of(option)}
    if row is None:
        if said.unknown < len(values):
            PLAN.write_new(OptionYear(option=option, year=said.year, **values), **told)
    elif said.unknown == len(values):
        PLAN.write_gone(row, expected_version=row.version, **told)
    elif (row.cost_pence, row.benefit_pence) != (said.cost, said.benefit):
        PLAN.write_change(row, values, expected_version=row.version, **told)


def _grow(option: PlanOption, now: datetime, **seen: int) -> int:
    """Count a change of `option`, if it is still as `seen`; how many rows that was."""
    return PlanOption.objects.filter(pk=option.pk, **seen).update(version=F("version") + 1, changed_at=now)
