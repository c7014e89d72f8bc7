"""Rows of the matrix: web."""

from __future__ import annotations

from typing import Any

from tests.conventions.matrix.rows import EVERYONE, REACHED, Row


def furnish(world: Any) -> None:
    """Add the records that the rows below need."""


ROWS: list[Row] = [
    Row("home", "GET", EVERYONE),
    Row("healthz", "GET", EVERYONE, anonymous=REACHED),
    Row("readyz", "GET", EVERYONE, anonymous=REACHED),
    Row("health:background", "GET", EVERYONE, anonymous=REACHED),
]
