"""What the page of a plan shows of it: The shadow budget."""

from __future__ import annotations

from typing import Any

from rollout.workstrands.models import OperationalPlan


def section(plan: OperationalPlan, user: Any) -> dict[str, Any]:
    """What `workstrands/_plan_budget.html` shows of `plan`, of which `user` may read everything; in few queries."""
    return {}
