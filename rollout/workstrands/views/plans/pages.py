"""The page of a plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from cbtracker.accounts.permissions import Permission
from rollout.workstrands.views.analysis.section import section as analysis_section
from rollout.workstrands.views.base import PlanPage
from rollout.workstrands.views.budget.section import section as budget_section
from rollout.workstrands.views.team.section import section as team_section


class PlanOverview(PlanPage):
    """A selected place and its operational plan."""

    def get(self, request: HttpRequest, place: str) -> HttpResponse:
        """Show it."""
        return self.page(
            "plan",
            may_edit=self.may(Permission.EDIT_STRAND_PLAN),
            team=team_section(self.plan, self.user),
            budget=budget_section(self.plan, self.user),
            analysis=analysis_section(self.plan, self.user),
        )
