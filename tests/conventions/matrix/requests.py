"""Rows of the matrix: requests."""

from __future__ import annotations

from typing import Any

from tests.conventions.matrix.rows import Row


def furnish(world: Any) -> None:
    """Add the records that the rows below need."""


ROWS: list[Row] = []
