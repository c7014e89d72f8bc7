"""The page of a plan's team, agreements, support and barriers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from cbtracker.accounts.permissions import Permission
from requests_log.sights import reads_register
from rollout.workstrands.models import AgencyAgreement, SupportItem
from rollout.workstrands.selectors.barriers import read_barriers
from rollout.workstrands.selectors.team import answers_in_words, cost_of, read_team, sees_to
from rollout.workstrands.views.base import PlanPage

COLOURS = {"agreed": "green", "conditions": "yellow", "declined": "orange", "asked": "grey"}


class TeamPage(PlanPage):
    """Who works on the plan, who agrees to its budget, what supports it, and what stands in its way."""

    def get(self, request: HttpRequest, place: str) -> HttpResponse:
        """Show it."""
        agreements = list(AgencyAgreement.objects.visible_to(self.user).filter(plan=self.plan))
        support = list(SupportItem.objects.visible_to(self.user).filter(plan=self.plan))
        may_edit = self.may(Permission.EDIT_STRAND_PLAN)
        return self.page(
            "team",
            team=read_team(self.plan, self.user),
            sees_to=sees_to,
            agreements=agreements,
            answers=answers_in_words(agreements),
            colours=COLOURS,
            support=support,
            support_cost=cost_of(support),
            barriers=read_barriers(self.plan, self.user),
            may_edit=may_edit,
            may_support=self.may(Permission.EDIT_STRANDS),
            may_link=may_edit and reads_register(self.user),
        )
