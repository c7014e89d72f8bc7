"""Pages of the joint team, agreements, support and barriers of a plan, and what they hold in the sweep's worlds."""

from __future__ import annotations

from datetime import date
from typing import Any

from rollout.workstrands.models import AgencyAgreement, SupportItem, TeamMember
from tests.browser.every_page.page import EMPTIED, Page
from tests.browser.every_page.texts import Texts
from tests.factories.workstrand_plans import AgencyAgreementFactory, PlanGapFactory, TeamMemberFactory

PAGES = [
    Page("workstrands:team", "empty full long"),
    Page("workstrands:leave_team", "full error long", wrong=EMPTIED),
    Page("workstrands:raise_barrier", "empty error", wrong=EMPTIED),
    Page("workstrands:link_barrier", "empty error", wrong=EMPTIED),
    Page("workstrands:unlink_barrier", "full long"),
]


def write_team(own: Any, texts: Texts) -> None:
    """What the matrix has of the own plan's team in the words of `texts`, and more of each beside it."""
    title, detail = texts.sentence[:150], texts.detail[:2000]
    TeamMember.objects.filter(pk=own.team_member.pk).update(
        full_name=texts.name("Jo")[:150], body=title, post=title, backfilled_by=title, backfill_pence=1_250_050
    )
    PlanGapFactory(plan=own.plan, owner=own.team_member)
    TeamMemberFactory(plan=own.plan, side="whitehall", backfilled_by="Lee")
    TeamMemberFactory(plan=own.plan, side="community", to_on=date(2011, 12, 1))
    AgencyAgreement.objects.filter(pk=own.agreement.pk).update(
        body=title, state="conditions", conditions=detail, signed_by=title
    )
    AgencyAgreementFactory(plan=own.plan)
    SupportItem.objects.filter(pk=own.support_item.pk).update(what=detail, provider=title, cost_pence=250_000)
