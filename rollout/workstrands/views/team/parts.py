"""Parts of a plan that are kept here: people on the joint team, agreements, support."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Permission
from rollout.workstrands.forms.team import AgreementForm, SupportItemForm, TeamMemberForm
from rollout.workstrands.models import AgencyAgreement, SupportItem, TeamMember
from rollout.workstrands.services.team.agreements import AGREEMENTS
from rollout.workstrands.services.team.members import TEAM
from rollout.workstrands.services.team.support import SUPPORT
from rollout.workstrands.views.parts.nouns import Noun


def _members(user: Any) -> Any:
    return TeamMember.objects.visible_to(user).select_related("plan__place", "user", "department")


def _agreements(user: Any) -> Any:
    return AgencyAgreement.objects.visible_to(user).select_related("plan__place")


def _support(user: Any) -> Any:
    return SupportItem.objects.visible_to(user).select_related("plan__place")


PARTS: list[Noun] = [
    Noun(
        slug="people",
        service=TEAM,
        form=TeamMemberForm,
        rows=_members,
        add_title="Add somebody to the joint team",
        change_title="Change what the team says of somebody",
        remove_title="Remove somebody from the joint team",
        added="They are on the team",
        removed="They are removed from the team",
        page="workstrands:team",
    ),
    Noun(
        slug="agreements",
        service=AGREEMENTS,
        form=AgreementForm,
        rows=_agreements,
        add_title="Add an agency",
        change_title="Change what an agency answered",
        remove_title="Remove an agency",
        added="The agency is added",
        removed="The agency is removed",
        page="workstrands:team",
    ),
    Noun(
        slug="support",
        service=SUPPORT,
        form=SupportItemForm,
        rows=_support,
        add_title="Add support",
        change_title="Change the support",
        remove_title="Remove the support",
        added="The support is added",
        removed="The support is removed",
        page="workstrands:team",
        permission=Permission.EDIT_STRANDS,
    ),
]
