"""The workstrands: the import of budget lines."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.api_matrix.workstrand_analysis import slug
from tests.conventions.matrix.rows import SECRETARIAT
from tests.conventions.matrix.workstrand_importing import upload_of
from tests.conventions.matrix.workstrand_plans import KEEPERS


def upload(side, user):
    return {**slug(side, user), "upload": upload_of(side, user)["upload"]}


ROWS: list[ApiRow] = [
    ApiRow("budget_imports_create", KEEPERS, SECRETARIAT, kwargs=slug),
    ApiRow("budget_import_retrieve", KEEPERS, SECRETARIAT, kwargs=upload),
    ApiRow("budget_import_confirmation_create", KEEPERS, SECRETARIAT, kwargs=upload),
]
