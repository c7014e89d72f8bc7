"""The shadow budget as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from cbtracker.web.streaming import csv_response, xlsx_response
from rollout.workstrands.budget_exporting import HEADER, SHEET, export_name, export_rows
from rollout.workstrands.filters.budget import BudgetFilterSet, sorted_lines
from rollout.workstrands.views.base import PlanPage
from rollout.workstrands.views.budget.pages import BudgetPage, lines_of


class ExportBudget(PlanPage):
    """The filtered lines as CSV or XLSX; filters that cannot be read give the page with the fault."""

    def get(self, request: HttpRequest, place: str, format: str) -> HttpResponseBase:
        """Send the file."""
        found = BudgetFilterSet(request.GET, lines_of(self.plan, self.user), request=request)
        if request.GET and not found.is_valid():
            return BudgetPage.as_view()(request, place=place)
        name = export_name(self.plan, timezone.localdate())
        rows = export_rows(sorted_lines(found.qs, request.GET))
        return csv_response(name, HEADER, rows) if format == "csv" else xlsx_response(name, HEADER, rows, SHEET)
