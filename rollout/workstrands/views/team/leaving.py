"""Recording that somebody left the joint team, and who sees to what was theirs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from areas.changing import ChangeView
from cbtracker.accounts.permissions import Permission
from rollout.workstrands.forms.team import LeaveForm
from rollout.workstrands.models import TeamMember
from rollout.workstrands.selectors.team import members, sees_to
from rollout.workstrands.services.team.members import leave_team
from rollout.workstrands.views.base import PlanPage


class LeaveTeam(PlanPage, ChangeView):
    """Somebody of the team leaves it."""

    needs = Permission.EDIT_STRAND_PLAN
    template = "team_leave"
    done = "They are recorded as having left the team"
    heading = "Record that somebody left the joint team"
    current: TeamMember

    def find(self, **kwargs: Any) -> None:
        """Find who leaves. Raises Http404 for somebody who is not on the team."""
        self.current = get_object_or_404(members(self.user).filter(plan=self.plan), pk=kwargs["pk"])
        if self.current.to_on is not None and self.request.method == "GET":
            raise Http404

    def form_of(self, *args: Any, **options: Any) -> LeaveForm:
        """Make the form."""
        return LeaveForm(*args, plan=self.plan, member=self.current, **options)

    def said_now(self) -> dict[str, Any]:
        """Until when they are on it."""
        return {"to_on": self.current.to_on, "hand_to": None}

    def write(self, form: Any, expected: int) -> None:
        """Record it."""
        leave_team(self.current, **form.cleaned_data, expected_version=expected, by=self.user, now=timezone.now())

    def back(self, said: str) -> HttpResponse:
        """Go back to the team."""
        messages.success(self.request, said)
        return redirect(self._team)

    @property
    def _team(self) -> str:
        return f"{reverse('workstrands:team', args=[self.plan.place.slug])}#people"

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """Draw `template`."""
        told = {"back": self._team, "about": str(self.current), "sees_to": sees_to(self.current)}
        return super().page(template, status, **told, **context)
