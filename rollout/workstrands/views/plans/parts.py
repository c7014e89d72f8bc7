"""Parts of a plan that are kept here: milestones, findings, and Government's decisions."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Permission
from rollout.workstrands.forms.plans import DecisionForm, FindingForm, MilestoneForm
from rollout.workstrands.models import Milestone
from rollout.workstrands.selectors import plans as read
from rollout.workstrands.services.milestones import MILESTONES
from rollout.workstrands.services.results import DECISIONS, FINDINGS
from rollout.workstrands.views.parts.nouns import Noun


def _milestone(row: Milestone) -> dict[str, Any]:
    return {"title": row.title, "due_on": row.due_on, "reason": "", "after": row.after, "met_on": row.met_on}


PARTS: list[Noun] = [
    Noun(
        slug="milestones",
        service=MILESTONES,
        form=MilestoneForm,
        rows=read.milestones,
        said=_milestone,
        add_title="Add a milestone",
        change_title="Change the milestone",
        remove_title="Remove the milestone",
        added="The milestone is added",
        removed="The milestone is removed",
    ),
    Noun(
        slug="findings",
        service=FINDINGS,
        form=FindingForm,
        rows=read.findings,
        add_title="Record a finding",
        change_title="Change the finding",
        remove_title="Remove the finding",
        added="The finding is recorded",
        removed="The finding is removed",
    ),
    Noun(
        slug="decisions",
        service=DECISIONS,
        form=DecisionForm,
        rows=read.decisions,
        permission=Permission.EDIT_STRANDS,
        add_title="Record a decision of Government",
        change_title="Change the decision",
        remove_title="Remove the decision",
        added="The decision is recorded",
        removed="The decision is removed",
    ),
]
