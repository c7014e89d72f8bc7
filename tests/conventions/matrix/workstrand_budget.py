"""Rows of the matrix: workstrands, budget."""

from __future__ import annotations

from typing import Any

from tests.conventions.matrix.rows import Row


def furnish(world: Any) -> None:
    """Nothing of its own."""


ROWS: list[Row] = []
