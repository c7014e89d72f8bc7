"""What the page of a neighbourhood says of workstrand 3: that it was selected, and where its plan is."""

from __future__ import annotations

from typing import Any

from areas.access import can
from areas.authority_parts import Part
from areas.models import Neighbourhood
from cbtracker.accounts.permissions import Permission
from rollout.workstrands.models import StrandPlace


def strand_part(neighbourhood: Neighbourhood, user: Any) -> Part:
    """The place that `neighbourhood` holds in its strand, if any; its plan for those who may read it."""
    rows = StrandPlace.objects.visible_to(user).filter(neighbourhood=neighbourhood, ended_on__isnull=True)
    place = rows.select_related("strand").first()
    reads_plan = place is not None and can(user, Permission.READ_STRAND_PLAN, on=place)
    return Part("workstrands/_on_neighbourhood.html", {"place": place, "reads_plan": reads_plan})
