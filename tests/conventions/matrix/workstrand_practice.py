"""Rows of the matrix: the practice library; what is published is open to everybody."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import EVERYONE, REACHED, SECRETARIAT, Row
from tests.factories.workstrand_plans import PracticeItemFactory

WRITERS = SECRETARIAT | {Role.OFFICER, Role.LOCALITY_LEAD, Role.COMMUNITY}


def furnish(world: Any) -> None:
    """A draft about each side's neighbourhood and its authority's, and one that is published."""
    for side in (world.own, world.other):
        side.practice = PracticeItemFactory(neighbourhood=side.neighbourhood, authority=side.authority)
        side.published = PracticeItemFactory(published_at=side.practice.changed_at)


def draft(side: Any, user: Any) -> dict[str, Any]:
    """A draft about its place."""
    return {"slug": side.practice.slug}


def published(side: Any, user: Any) -> dict[str, Any]:
    """What is published."""
    return {"slug": side.published.slug}


ROWS: list[Row] = [
    Row("workstrands:practice", "GET", EVERYONE, anonymous=REACHED),
    Row("workstrands:practice_csv", "GET", EVERYONE, anonymous=REACHED),
    Row("workstrands:practice_item", "GET", EVERYONE, kwargs=published, anonymous=REACHED),
    *(Row("workstrands:write_practice", method, WRITERS) for method in ("GET", "POST")),
    *(Row("workstrands:change_practice", method, WRITERS, SECRETARIAT, kwargs=draft) for method in ("GET", "POST")),
    *(Row("workstrands:publish_practice", method, SECRETARIAT, kwargs=draft) for method in ("GET", "POST")),
]
