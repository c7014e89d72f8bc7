"""Rows of the matrix: papers."""

from __future__ import annotations

from typing import Any

from tests.conventions.matrix.rows import WHITEHALL, Row


def furnish(world: Any) -> None:
    """Add the records that the rows below need."""


ROWS: list[Row] = [
    Row("papers:requests", "GET", own=WHITEHALL),
    Row("papers:download", "GET", own=WHITEHALL, query=lambda side, user: {"format": "csv"}),
]
