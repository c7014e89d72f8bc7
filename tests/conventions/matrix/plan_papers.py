"""Rows of the matrix: operational plans as papers."""

from __future__ import annotations

from typing import Any

from tests.conventions.matrix.rows import Row
from tests.conventions.matrix.workstrand_plans import OTHER_READERS, PLAN_READERS, place
from tests.factories.workstrand_plans import PlanVersionFactory


def furnish(world: Any) -> None:
    """An agreed version of each side's plan, frozen as it is."""
    from rollout.workstrands.plan_data import plan_as_data

    for side in (world.own, world.other):
        side.plan_version = PlanVersionFactory(plan=side.plan, data=plan_as_data(side.plan))


def version(side: Any, user: Any) -> dict[str, Any]:
    """An agreed version of its plan."""
    return {**place(side, user), "number": side.plan_version.number}


def file(side: Any, user: Any) -> dict[str, Any]:
    """The plan as a web page to keep."""
    return {**place(side, user), "format": "html"}


def version_file(side: Any, user: Any) -> dict[str, Any]:
    """The version as a web page to keep."""
    return {**version(side, user), "format": "html"}


ROWS: list[Row] = [
    Row(f"papers:{name}", "GET", PLAN_READERS, OTHER_READERS, kwargs=kwargs)
    for name, kwargs in {
        "plan_paper": place,
        "plan_paper_file": file,
        "plan_version_paper": version,
        "plan_version_paper_file": version_file,
    }.items()
]
