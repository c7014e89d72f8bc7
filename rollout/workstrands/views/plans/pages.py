"""The page of a plan."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from rollout.workstrands.forms.plans import terms_of
from rollout.workstrands.milestone_drawing import draw
from rollout.workstrands.selectors import plans as read
from rollout.workstrands.task_list import milestone_in_words, task_lists
from rollout.workstrands.views.analysis.section import section as analysis_section
from rollout.workstrands.views.base import PlanPage
from rollout.workstrands.views.budget.section import section as budget_section
from rollout.workstrands.views.team.section import section as team_section


class PlanOverview(PlanPage):
    """A selected place and its operational plan."""

    def get(self, request: HttpRequest, place: str) -> HttpResponse:
        """Show it."""
        today = timezone.localdate()
        milestones = list(read.milestones(self.user).filter(plan=self.plan))
        return self.page(
            "plan",
            may_edit=self.may(Permission.EDIT_STRAND_PLAN),
            may_decide=self.may(Permission.EDIT_STRANDS),
            facts=self._facts(),
            lists=task_lists(read.items(self.user).filter(plan=self.plan), place=place, today=today),
            milestones=[(one, milestone_in_words(one, today)) for one in milestones],
            drawing=draw(milestones, today=today),
            today=today,
            **self._results(),
            team=team_section(self.plan, self.user),
            budget=budget_section(self.plan, self.user),
            analysis=analysis_section(self.plan, self.user),
        )

    def _results(self) -> dict[str, Any]:
        return {
            "findings": read.findings(self.user).filter(plan=self.plan),
            "decisions": read.decisions(self.user).filter(plan=self.plan),
            "versions": read.versions(self.user).filter(plan=self.plan),
        }

    def _facts(self) -> list[dict[str, str]]:
        """Where it is, of which years, and how later years count."""
        plan, place = self.plan, self.plan.place
        where = f"{place.neighbourhood}, {place.authority}" if place.neighbourhood else str(place.authority)
        rate = f"{terms_of(plan)['discount_rate']}% a year"
        return [
            {"key": "Place", "value": where},
            {"key": "Financial years", "value": f"{plan.first_year} to {plan.last_year + 1}"},
            {"key": "Discount rate", "value": f"{rate}: {plan.discount_source}" if plan.discount_source else rate},
        ]
