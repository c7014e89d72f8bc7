"""The shadow budget beside a version of the plan that was agreed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from cbtracker.web.conflict import LARGEST_VERSION
from rollout.workstrands.models import PlanVersion
from rollout.workstrands.selectors.budget_compared import compare_with
from rollout.workstrands.views.base import PlanPage

MOST_CHANGES = 200


class BudgetCompared(PlanPage):
    """What differs from the latest version, or from the one that the address names."""

    def get(self, request: HttpRequest, place: str) -> HttpResponse:
        """Show before, now and the difference; 404 for a version that there is not."""
        versions = list(
            PlanVersion.objects.visible_to(self.user).filter(plan=self.plan).defer("data").order_by("-number")
        )
        version = _chosen(versions, request.GET.get("version", ""))
        found = compare_with(version, self.plan) if version else None
        return self.page(
            "budget_compared",
            versions=versions,
            version=version,
            found=found,
            shown=found.changes[:MOST_CHANGES] if found else (),
            hidden=max(len(found.changes) - MOST_CHANGES, 0) if found else 0,
        )


def _chosen(versions: list[PlanVersion], asked: str) -> PlanVersion | None:
    if not asked:
        return versions[0] if versions else None
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len(str(LARGEST_VERSION)) else 0
    for one in versions:
        if one.number == number:
            return one
    raise Http404
