"""The page of a plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from cbtracker.accounts.permissions import Permission
from rollout.workstrands.views.base import PlanPage


class PlanOverview(PlanPage):
    """A selected place and its operational plan."""

    def get(self, request: HttpRequest, place: str) -> HttpResponse:
        """Show it."""
        return self.page("plan", may_edit=self.may(Permission.EDIT_STRAND_PLAN))
