"""What a plan is for and how it gets there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from cbtracker.accounts.permissions import Permission
from rollout.workstrands.models import PlanGap
from rollout.workstrands.views.base import PlanPage


class AnalysisPage(PlanPage):
    """Outcomes, delivery chains, options and gaps."""

    def get(self, request: HttpRequest, place: str) -> HttpResponse:
        """Show them."""
        gaps = PlanGap.objects.visible_to(self.user).filter(plan=self.plan).select_related("owner")
        return self.page("analysis", gaps=gaps, may_edit=self.may(Permission.EDIT_STRAND_PLAN))
