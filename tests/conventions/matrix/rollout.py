"""Rows of the matrix: coverage and the steps of authorities."""

from __future__ import annotations

from typing import Any

from tests.conventions.matrix.areas import authority
from tests.conventions.matrix.rows import PROGRAMME, SECRETARIAT, Row
from tests.factories.rollout import EngagementStepFactory


def furnish(world: Any) -> None:
    """A step of the authority of each side."""
    for side in (world.own, world.other):
        side.step = EngagementStepFactory(authority=side.authority)


def step(side: Any, user: Any) -> dict[str, Any]:
    """The step of the side's authority."""
    return {**authority(side, user), "pk": side.step.pk}


ROWS: list[Row] = [
    Row("rollout:coverage", "GET", PROGRAMME),
    Row("rollout:coverage_csv", "GET", PROGRAMME),
    Row("rollout:map", "GET", PROGRAMME),
    Row("rollout:steps", "GET", PROGRAMME, kwargs=authority),
    Row("rollout:take_step", "GET", SECRETARIAT, kwargs=authority),
    Row("rollout:take_step", "POST", SECRETARIAT, kwargs=authority),
    Row("rollout:retract_step", "GET", SECRETARIAT, kwargs=step),
    Row("rollout:retract_step", "POST", SECRETARIAT, kwargs=step),
]
