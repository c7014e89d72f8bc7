"""Outcomes, delivery chains, options and gaps of a plan."""

from __future__ import annotations

from typing import Any

from rollout.workstrands.api.analysis_shapes import GapIn, GapOut
from rollout.workstrands.api.parts import PartKind, part_of_plan
from rollout.workstrands.models import PlanGap
from rollout.workstrands.services.gaps import GAPS


def _gaps(user: Any) -> Any:
    return PlanGap.objects.visible_to(user).select_related("plan__place")


Gaps = part_of_plan(PartKind("a gap", "gaps", "plan_gap", GAPS, _gaps, GapIn, GapOut))
