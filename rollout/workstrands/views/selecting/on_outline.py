"""What the page of an outline proposal says of what became of it (`workstrands/_outcome.html`)."""

from __future__ import annotations

from typing import Any

from areas.access import can
from cbtracker.accounts.permissions import Permission
from rollout.workstrands.models import OutlineDecision, OutlineProposal
from rollout.workstrands.selectors.outlines import decision_of
from rollout.workstrands.selectors.selecting import own_assessor, places


def outcome_part(outline: OutlineProposal, user: Any) -> dict[str, Any]:
    """What the section shows to `user`, who may see `outline`: its decision and place, and what they may do."""
    decision = OutlineDecision.objects.filter(outline=outline).first()
    seen = decision_of(outline, user)
    place = places(user).filter(outline=outline).last() if seen is not None else None
    waits = decision is None and outline.submitted_at is not None and outline.withdrawn_at is None
    keeps = can(user, Permission.EDIT_STRANDS)
    return {
        "outcome": {
            "decision": seen,
            "place": place,
            "may_decide": waits and keeps,
            "may_correct": decision is not None and keeps,
            "may_judge": waits and own_assessor(outline.strand_id, user) is not None,
        }
    }
