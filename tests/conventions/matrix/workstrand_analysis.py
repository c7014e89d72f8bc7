"""Rows of the matrix: outcomes, delivery chains, options and gaps of a plan."""

from __future__ import annotations

from typing import Any

from tests.conventions.matrix.rows import Row
from tests.conventions.matrix.workstrand_plans import OTHER_READERS, PLAN_READERS, both, place
from tests.factories.workstrand_plans import (
    ChainLinkFactory,
    DeliveryChainFactory,
    OptionYearFactory,
    OutcomeMeasureFactory,
    PlanOptionFactory,
    PlanOutcomeFactory,
)


def furnish(world: Any) -> None:
    """In the plan of each side an outcome with a measure, a chain with a link, and an option with amounts."""
    for side in (world.own, world.other):
        side.outcome = PlanOutcomeFactory(plan=side.plan)
        side.measure = OutcomeMeasureFactory(outcome=side.outcome)
        side.chain = DeliveryChainFactory(plan=side.plan)
        side.link = ChainLinkFactory(chain=side.chain, order=1)
        side.option = PlanOptionFactory(plan=side.plan)
        side.option_year = OptionYearFactory(option=side.option)


def new_measure(side: Any, user: Any) -> dict[str, Any]:
    """A measure to add to the outcome."""
    return {**place(side, user), "part": "measures", "parent": side.outcome.pk}


def option(side: Any, user: Any) -> dict[str, Any]:
    """The option."""
    return {**place(side, user), "pk": side.option.pk}


ROWS: list[Row] = [
    Row("workstrands:analysis", "GET", PLAN_READERS, OTHER_READERS, kwargs=place),
    *both("add_to_part", new_measure),
    *both("option_amounts", option),
]
