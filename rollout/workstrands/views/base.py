"""What pages about a selected place share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import OK
from rollout.workstrands.models import OperationalPlan


class PlanPage(View):
    """A page about the plan of the place that the address names: not found for those who may not read it."""

    needs: ClassVar[Permission] = Permission.READ_STRAND_PLAN

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 unless the person may do to the plan what the page is for."""
        self.user: Any = request.user
        rows = OperationalPlan.objects.visible_to(self.user).select_related(
            "place__strand", "place__authority", "place__neighbourhood"
        )
        self.plan = get_object_or_404(rows, place__slug=kwargs["place"])
        if self.needs is not Permission.READ_STRAND_PLAN and not self.may(self.needs):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def may(self, permission: Permission) -> bool:
        """Whether the person may do that to a plan that is still written."""
        return self.plan.place.is_active and can(self.user, permission, on=self.plan)

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""
        context = {"plan": self.plan, "place": self.plan.place, **context}
        return render(self.request, f"workstrands/{template}.html", context, status=status)
