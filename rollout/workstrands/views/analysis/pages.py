"""What a plan is for and how it gets there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from areas.resource_years import year_label
from cbtracker.accounts.permissions import Permission
from cbtracker.web.formats import LONDON
from rollout.workstrands.analysis_presenters import COLUMNS, ShownGap, overdue, rate_source, rate_words, shown_options
from rollout.workstrands.selectors.analysis import analysis_of
from rollout.workstrands.views.base import PlanPage


class AnalysisPage(PlanPage):
    """Outcomes, delivery chains, options and gaps."""

    def get(self, request: HttpRequest, place: str) -> HttpResponse:
        """Show them."""
        today = timezone.localdate(timezone=LONDON)
        found = analysis_of(self.plan, self.user)
        gaps = [ShownGap(gap, today) for gap in found.gaps]
        return self.page(
            "analysis",
            found=found,
            outcomes=[("National outcomes", found.national), ("Local outcomes", found.local)],
            options=shown_options(found.options),
            columns=COLUMNS,
            rate=rate_words(self.plan.discount_rate),
            rate_source=rate_source(self.plan),
            first_year=year_label(self.plan.first_year),
            last_year=year_label(self.plan.last_year),
            gaps=gaps,
            overdue=overdue(gaps),
            may_edit=self.may(Permission.EDIT_STRAND_PLAN),
        )
