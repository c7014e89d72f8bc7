"""What it takes to get from how things are to how the place wants them (F003 Annex B ¶5h, Annex C l)."""

from __future__ import annotations

from rollout.services.kept import Faults, check_days
from rollout.workstrands.models import PlanGap
from rollout.workstrands.services.parts import PartService


def _check(gap: PlanGap) -> Faults:
    faults: Faults = {}
    check_days(faults, ("due_on", gap.due_on), ("due_on", None))
    check_days(faults, ("closed_on", gap.closed_on), ("closed_on", None))
    if gap.owner is not None and gap.owner.plan_id != gap.plan_id:
        faults["owner"] = "Select somebody of the joint team of this plan"
    return faults


GAPS = PartService(PlanGap, check=_check)
