"""Rows of the matrix: the two workstrands, their prospectuses and the earlier areas."""

from __future__ import annotations

from typing import Any

from tests.conventions.matrix.rows import PROGRAMME, SECRETARIAT, Row
from tests.factories.workstrands import EarlierAreaFactory, ProspectusFactory


def furnish(world: Any) -> None:
    """A prospectus that is not published, and the first of the earlier areas."""
    ProspectusFactory(strand__number=3, published_at=None)
    EarlierAreaFactory(number=1)


def strand(side: Any, user: Any) -> dict[str, Any]:
    """The workstrand of neighbourhoods."""
    return {"number": 3}


def earlier(side: Any, user: Any) -> dict[str, Any]:
    """The first of the earlier areas."""
    return {"number": 1}


ROWS: list[Row] = [
    Row("workstrands:index", "GET", PROGRAMME),
    Row("workstrands:strand", "GET", PROGRAMME, kwargs=strand),
    *(Row("workstrands:prospectus", method, SECRETARIAT, kwargs=strand) for method in ("GET", "POST")),
    *(Row("workstrands:publish_prospectus", method, SECRETARIAT, kwargs=strand) for method in ("GET", "POST")),
    *(Row("workstrands:earlier_area", method, SECRETARIAT, kwargs=earlier) for method in ("GET", "POST")),
]
