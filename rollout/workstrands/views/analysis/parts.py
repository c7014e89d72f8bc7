"""Outcomes, delivery chains, options and gaps, as parts of a plan."""

from __future__ import annotations

from typing import Any

from rollout.workstrands.forms.gaps import GapForm
from rollout.workstrands.models import PlanGap
from rollout.workstrands.services.gaps import GAPS
from rollout.workstrands.views.parts.nouns import Noun


def _gaps(user: Any) -> Any:
    return PlanGap.objects.visible_to(user).select_related("plan__place", "owner")


PARTS = [
    Noun(
        slug="gaps",
        service=GAPS,
        form=GapForm,
        rows=_gaps,
        add_title="Add a gap",
        change_title="Change the gap",
        remove_title="Remove the gap",
        added="The gap is added",
        removed="The gap is removed",
        page="workstrands:analysis",
    )
]
