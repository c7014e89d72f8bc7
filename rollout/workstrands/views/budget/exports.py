"""The shadow budget as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from cbtracker.web.sorting import Sort
from cbtracker.web.streaming import csv_response, xlsx_response
from rollout.workstrands.budget_exporting import HEADER, SHEET, export_name, export_rows
from rollout.workstrands.filters.budget import DEFAULT_ORDER, ORDERS, BudgetFilterSet, line_order
from rollout.workstrands.views.base import PlanPage
from rollout.workstrands.views.budget.pages import BudgetPage, lines_of


class ExportBudget(PlanPage):
    """The filtered lines as CSV or XLSX; filters that cannot be read give the page with the fault."""

    def get(self, request: HttpRequest, place: str, format: str) -> HttpResponseBase:
        """Send the file."""
        found = BudgetFilterSet(request.GET, lines_of(self.plan, self.user), request=request)
        if request.GET and not found.is_valid():
            return BudgetPage.as_view()(request, place=place)
        order = line_order(Sort(request.GET, ORDERS, DEFAULT_ORDER).order)
        lines = found.qs.order_by(*(f"-{name}" if way == "desc" else name for name, way in order))
        name, rows = export_name(self.plan, timezone.localdate()), export_rows(lines)
        return csv_response(name, HEADER, rows) if format == "csv" else xlsx_response(name, HEADER, rows, SHEET)
