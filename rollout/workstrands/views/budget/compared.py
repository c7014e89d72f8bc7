"""The shadow budget beside a version of the plan that was agreed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from rollout.workstrands.models import PlanVersion
from rollout.workstrands.selectors.budget_compared import compare_with, version_of
from rollout.workstrands.views.base import PlanPage

MOST_CHANGES = 200


class BudgetCompared(PlanPage):
    """What differs from the latest version, or from the one that the address names."""

    def get(self, request: HttpRequest, place: str) -> HttpResponse:
        """Show before, now and the difference; 404 for a version that there is not."""
        versions = list(
            PlanVersion.objects.visible_to(self.user).filter(plan=self.plan).defer("data").order_by("-number")
        )
        asked = request.GET.get("version", "")
        version = version_of(versions, asked)
        if asked and version is None:
            raise Http404
        found = compare_with(version, self.plan) if version else None
        return self.page(
            "budget_compared",
            versions=versions,
            version=version,
            found=found,
            shown=found.changes[:MOST_CHANGES] if found else (),
            hidden=max(len(found.changes) - MOST_CHANGES, 0) if found else 0,
        )
