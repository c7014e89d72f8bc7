"""What the page of a plan shows of it: Outcomes, delivery chains, options and gaps."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cbtracker.web.formats import LONDON
from rollout.workstrands.analysis_presenters import ShownGap, overdue, shown_options
from rollout.workstrands.models import DeliveryChain, OperationalPlan, PlanGap, PlanOutcome
from rollout.workstrands.selectors.analysis import options_of


def section(plan: OperationalPlan, user: Any) -> dict[str, Any]:
    """What `workstrands/_plan_analysis.html` shows of `plan`, of which `user` may read everything; in five queries."""
    today = timezone.localdate(timezone=LONDON)
    levels = list(PlanOutcome.objects.visible_to(user).filter(plan=plan).order_by().values_list("level", flat=True))
    gaps = [ShownGap(gap, today) for gap in PlanGap.objects.visible_to(user).filter(plan=plan, closed_on=None)]
    options = shown_options(options_of(plan, user))
    return {
        "national": levels.count(PlanOutcome.Level.NATIONAL),
        "local": levels.count(PlanOutcome.Level.LOCAL),
        "chains": DeliveryChain.objects.visible_to(user).filter(plan=plan).count(),
        "options": options,
        "preferred": next((one for one in options if one.found.option.preferred), None),
        "gaps": len(gaps),
        "overdue": overdue(gaps),
    }
