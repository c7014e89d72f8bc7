"""Rows of the matrix: what areas propose beside the estimates."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import SECRETARIAT, WHITEHALL, Row

OFFICER = frozenset({Role.OFFICER})
CLARIFIERS = SECRETARIAT | {Role.CHAMPION, Role.LOCALITY_LEAD}


def furnish(world: Any) -> None:
    """What the area of each side proposes, not yet confirmed, comes with the rows of Annex D (`families.py`)."""


def place(side: Any, user: Any) -> dict[str, Any]:
    """The side's area."""
    return {"slug": side.area.slug}


ROWS: list[Row] = [
    Row("families:proposals", "GET", WHITEHALL | OFFICER),
    Row("families:proposal", "GET", WHITEHALL | OFFICER, WHITEHALL, kwargs=place),
    *(Row("families:propose", method, SECRETARIAT | OFFICER, SECRETARIAT, kwargs=place) for method in ("GET", "POST")),
    *(
        Row("families:clarify_proposal", method, CLARIFIERS, SECRETARIAT | {Role.CHAMPION}, kwargs=place)
        for method in ("GET", "POST")
    ),
    Row("families:confirm_proposal", "POST", SECRETARIAT, kwargs=place),
]
