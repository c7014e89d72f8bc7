"""Where the operations that import lines of a shadow budget hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from rollout.workstrands.api.importing import BudgetImportConfirmations, BudgetImports

IMPORTS = f"strand-places/{regex('slug')}/budget-imports"
ONE = f"{IMPORTS}/{regex('upload')}"
ROUTES: list[Route] = [
    Route(IMPORTS, "budget_imports", BudgetImports, {"post": "create"}),
    Route(ONE, "budget_import", BudgetImports, {"get": "retrieve"}),
    Route(f"{ONE}/confirmation", "budget_import_confirmation", BudgetImportConfirmations, {"post": "create"}),
]
