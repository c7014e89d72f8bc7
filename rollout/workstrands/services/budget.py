"""The lines of a place's shadow budget: who brings what, in which year (F003 Annex A, How; Annex B ¶5a)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from cbtracker.web.formats import as_money
from rollout.services.kept import Faults
from rollout.workstrands.models import BudgetLine, OperationalPlan
from rollout.workstrands.models.budget import LARGEST_AMOUNT
from rollout.workstrands.services.parts import PartService, hold_plan


def check_line(line: BudgetLine) -> Faults:
    """Return what is wrong with `line` of its plan, by field: what fields of it must agree on, and its limits.

    `plan` must be set on the line; nothing is read from the database but that. An amount of None is not yet known.
    """
    faults: Faults = {}
    _check_year(faults, line)
    _check_amount(faults, line.amount_pence)
    _check_community(faults, line)
    if line.controlled_by == BudgetLine.Control.OTHER and not line.controller:
        faults["controller"] = "Enter the name of who controls it"
    return faults


def budget_changed(plan: OperationalPlan) -> None:
    """Count a write to lines of `plan`, in the transaction of the writer: what is kept by the number is out of date."""
    OperationalPlan.objects.filter(pk=plan.pk).update(budget_version=F("budget_version") + 1)


def _after(line: BudgetLine) -> None:
    budget_changed(line.plan)


def _check_year(faults: Faults, line: BudgetLine) -> None:
    years = line.plan.years
    if line.year is not None and line.year not in years:
        faults["year"] = f"Year must be one of the plan’s, from {years[0]} to {years[-1]}"


def _check_amount(faults: Faults, pence: int | None) -> None:
    if pence is None:
        return
    if pence < 0:
        faults["amount_pence"] = "Amount must be £0 or more"
    elif pence > LARGEST_AMOUNT:
        faults["amount_pence"] = f"Amount must be {as_money(LARGEST_AMOUNT)} or less"


def _check_community(faults: Faults, line: BudgetLine) -> None:
    is_community = line.kind == BudgetLine.Kind.COMMUNITY
    if is_community and not line.community_kind:
        faults["community_kind"] = "Select what the community brings"
    elif line.community_kind and not is_community:
        faults["community_kind"] = "Leave this blank, or select “Community resource” as what it is"


def _before(line: BudgetLine, _: datetime) -> None:
    """Each writer holds the plan first, as an import does: neither waits for what the other holds."""
    line.plan = hold_plan(line.plan)


LINES = PartService(BudgetLine, check=check_line, before=_before, after=_after)
"""Adds, changes and removes lines; each write counts in the plan's `budget_version`."""
