"""What the page of a plan shows of it: The shadow budget."""

from __future__ import annotations

from typing import Any

from rollout.workstrands.models import BudgetLine, OperationalPlan
from rollout.workstrands.selectors.budget import by_year, in_words, named, read_totals


def section(plan: OperationalPlan, user: Any) -> dict[str, Any]:
    """What `workstrands/_plan_budget.html` shows of `plan`, of which `user` may read everything; in one query."""
    totals = read_totals(BudgetLine.objects.visible_to(user).filter(plan=plan))
    kinds = named(totals.kind, BudgetLine.Kind.choices)
    return {
        "lines": totals.whole.lines,
        "total": in_words(totals.whole),
        "rows": [{"key": one.label, "value": one.text} for one in (*kinds, *by_year(totals))],
    }
