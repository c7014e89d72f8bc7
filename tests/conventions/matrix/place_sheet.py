"""Rows of the matrix: the sheet of a place."""

from __future__ import annotations

from typing import Any

from tests.conventions.matrix.areas import area
from tests.conventions.matrix.rows import READERS, Row


def furnish(world: Any) -> None:
    """Add the records that the rows below need: none but the areas."""


def file(side: Any, user: Any) -> dict[str, Any]:
    """A file of the sheet of the side's area."""
    return {**area(side, user), "format": "html"}


ROWS: list[Row] = [
    Row("papers:place_sheet", "GET", READERS, kwargs=area),
    Row("papers:place_sheet_file", "GET", READERS, kwargs=file),
]
