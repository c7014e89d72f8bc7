"""Changing what a plan says of itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from areas.changing import ChangeView
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import OK
from rollout.workstrands.forms.plans import PlanForm, terms_of
from rollout.workstrands.selectors.plans import plans
from rollout.workstrands.services.plans import change_plan
from rollout.workstrands.views.base import PlanPage


class ChangePlan(PlanPage, ChangeView):
    """Its summary, its years and its discount rate."""

    needs = Permission.EDIT_STRAND_PLAN
    template, done, heading = "part_form", "The plan is saved", "Summary, years and discount rate"

    def find(self, **kwargs: Any) -> None:
        """Read it again."""
        self.current = get_object_or_404(plans(self.user), pk=self.plan.pk)

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return PlanForm(*args, **options)

    def said_now(self) -> dict[str, Any]:
        """What the plan says."""
        return terms_of(self.current)

    def write(self, form: Any, expected: int) -> None:
        """Change it."""
        change_plan(
            plan=self.current, values=form.values(), expected_version=expected, by=self.user, now=timezone.now()
        )

    def back(self, said: str) -> HttpResponse:
        """Go back to the plan."""
        messages.success(self.request, said)
        return redirect("workstrands:plan", place=self.plan.place.slug)

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""
        about = {"about": str(self.plan.place), "back": reverse("workstrands:plan", args=[self.plan.place.slug])}
        return super().page(template, status, **about, **context)
