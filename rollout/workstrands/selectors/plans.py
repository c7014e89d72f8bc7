"""What pages about a plan read, each through `visible_to`."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from rollout.workstrands.models import (
    GovernmentDecision,
    ItemNote,
    Milestone,
    OperationalPlan,
    PlanFinding,
    PlanItem,
    PlanVersion,
)


def items(user: Any) -> QuerySet[PlanItem]:
    """Checklist items with all that is shown of them."""
    return PlanItem.objects.visible_to(user).select_related("plan__place", "item", "owner")


def notes(user: Any) -> QuerySet[ItemNote]:
    """What was said of checklist items, the latest first."""
    return ItemNote.objects.visible_to(user).select_related("by")


def milestones(user: Any) -> QuerySet[Milestone]:
    """Milestones in the order of their days, with how they moved."""
    return (
        Milestone.objects.visible_to(user)
        .select_related("plan__place", "after")
        .prefetch_related("slips__by")
        .order_by("due_on", "pk")
    )


def findings(user: Any) -> QuerySet[PlanFinding]:
    """What testing found, the latest first."""
    return PlanFinding.objects.visible_to(user).select_related("plan__place")


def decisions(user: Any) -> QuerySet[GovernmentDecision]:
    """What Government decided, the latest first."""
    return GovernmentDecision.objects.visible_to(user).select_related("plan__place")


def versions(user: Any) -> QuerySet[PlanVersion]:
    """Agreed versions without what they say, the latest first."""
    return PlanVersion.objects.visible_to(user).select_related("plan__place", "frozen_by").defer("data", "totals")


def plans(user: Any) -> QuerySet[OperationalPlan]:
    """Plans with their places."""
    return OperationalPlan.objects.visible_to(user).select_related(
        "place__strand", "place__authority", "place__neighbourhood"
    )
