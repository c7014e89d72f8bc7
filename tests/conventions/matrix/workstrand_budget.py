"""Rows of the matrix: the shadow budget of a place."""

from __future__ import annotations

from typing import Any

from tests.conventions.matrix.rows import Row
from tests.conventions.matrix.workstrand_plans import OTHER_READERS, PLAN_READERS, place
from tests.factories.workstrand_plans import BudgetLineFactory


def furnish(world: Any) -> None:
    """A line of which nothing but what is required is known."""
    for side in (world.own, world.other):
        side.budget_line = BudgetLineFactory(plan=side.plan, amount_pence=None)


def file(side: Any, user: Any) -> dict[str, Any]:
    """The budget as a file."""
    return {**place(side, user), "format": "csv"}


ROWS: list[Row] = [
    Row("workstrands:budget", "GET", PLAN_READERS, OTHER_READERS, kwargs=place),
    Row("workstrands:budget_compared", "GET", PLAN_READERS, OTHER_READERS, kwargs=place),
    Row("workstrands:export_budget", "GET", PLAN_READERS, OTHER_READERS, kwargs=file),
]
