"""Where the operations of the shadow budget hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from rollout.workstrands.api.budget import BudgetCompared, BudgetLines, BudgetTotals

BUDGET = f"strand-places/{regex('slug')}/budget"
ROUTES: list[Route] = [
    Route(f"{BUDGET}/lines", "budget_lines", BudgetLines, {"get": "list", "post": "create"}),
    Route(f"{BUDGET}/totals", "budget_totals", BudgetTotals, {"get": "retrieve"}),
    Route(f"{BUDGET}/compared", "budget_compared", BudgetCompared, {"get": "retrieve"}),
    Route(
        f"budget-lines/{regex('id')}",
        "budget_line",
        BudgetLines,
        {"get": "retrieve", "patch": "partial_update", "delete": "destroy"},
    ),
]
