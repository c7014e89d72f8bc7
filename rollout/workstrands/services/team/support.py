"""The package of support that is agreed for a place, and who provides it (F003 Annex A, How); the secretariat's."""

from __future__ import annotations

from rollout.services.kept import Faults, check_days
from rollout.workstrands.models import SupportItem
from rollout.workstrands.services.parts import STRANDS, PartService
from rollout.workstrands.services.team.members import LARGEST_COST


def _check(item: SupportItem) -> Faults:
    faults: Faults = {}
    check_days(faults, ("from_on", item.from_on), ("to_on", item.to_on))
    check_days(faults, ("agreed_on", item.agreed_on), ("agreed_on", None))
    if item.cost_pence is not None and not 0 <= item.cost_pence <= LARGEST_COST:
        faults["cost_pence"] = "Enter a cost from nothing to £10 billion"
    return faults


SUPPORT = PartService(SupportItem, keeping=STRANDS, check=_check)
