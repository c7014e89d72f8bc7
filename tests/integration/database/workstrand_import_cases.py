"""Constraints of files of budget lines."""

from __future__ import annotations

from tests.factories.workstrand_plans import BudgetUploadFactory
from tests.integration.database.cases import Case, check

WORKSTRAND_IMPORTS: list[Case] = [
    check("budget_import_says_how", BudgetUploadFactory, {"how": "merge"}, {"how": "replace"}),
]
