"""Rows of the matrix: the import of budget lines."""

from __future__ import annotations

from typing import Any

from tests.conventions.matrix.rows import SECRETARIAT, Row
from tests.conventions.matrix.workstrand_plans import KEEPERS, place
from tests.factories.workstrand_plans import BudgetUploadFactory


def furnish(world: Any) -> None:
    """A file for each side's plan that waits for its confirmation, of everybody, also of who may not send one."""
    for side in (world.own, world.other):
        side.budget_uploads = {
            user.pk: BudgetUploadFactory(plan=side.plan, owner=user) for user in world.people.values()
        }


def upload_of(side: Any, user: Any) -> dict[str, Any]:
    """The person's own file; who is not signed in tries somebody's."""
    uploads = side.budget_uploads
    found = uploads.get(getattr(user, "pk", None)) or next(iter(uploads.values()))
    return {**place(side, user), "upload": found.pk}


ROWS: list[Row] = [
    *(Row("workstrands:import_budget", method, KEEPERS, SECRETARIAT, kwargs=place) for method in ("GET", "POST")),
    *(
        Row("workstrands:budget_import_preview", method, KEEPERS, SECRETARIAT, kwargs=upload_of)
        for method in ("GET", "POST")
    ),
]
