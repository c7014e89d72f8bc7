"""What the page of a plan shows of it: The joint team, the support and the agreements."""

from __future__ import annotations

from typing import Any

from rollout.workstrands.models import AgencyAgreement, OperationalPlan, TeamMember
from rollout.workstrands.selectors.barriers import read_barriers
from rollout.workstrands.selectors.team import answers_in_words


def section(plan: OperationalPlan, user: Any) -> dict[str, Any]:
    """What `workstrands/_plan_team.html` shows of `plan`, of which `user` may read everything; in few queries."""
    barriers = read_barriers(plan, user)
    return {
        "people": list(TeamMember.objects.visible_to(user).filter(plan=plan, to_on__isnull=True)),
        "answers": answers_in_words(list(AgencyAgreement.objects.visible_to(user).filter(plan=plan))),
        "barriers": len(barriers),
        "open_barriers": sum(one.is_open for one in barriers),
    }
