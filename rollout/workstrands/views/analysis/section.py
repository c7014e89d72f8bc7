"""What the page of a plan shows of it: Outcomes, delivery chains, options and gaps."""

from __future__ import annotations

from typing import Any

from rollout.workstrands.models import OperationalPlan


def section(plan: OperationalPlan, user: Any) -> dict[str, Any]:
    """What `workstrands/_plan_analysis.html` shows of `plan`, of which `user` may read everything; in few queries."""
    return {}
