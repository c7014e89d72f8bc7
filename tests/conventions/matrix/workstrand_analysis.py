"""Rows of the matrix: outcomes, delivery chains, options and gaps of a plan."""

from __future__ import annotations

from typing import Any

from tests.conventions.matrix.rows import Row
from tests.conventions.matrix.workstrand_plans import OTHER_READERS, PLAN_READERS, place


def furnish(world: Any) -> None:
    """Nothing of its own."""


ROWS: list[Row] = [Row("workstrands:analysis", "GET", PLAN_READERS, OTHER_READERS, kwargs=place)]
