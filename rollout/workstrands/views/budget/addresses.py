"""Addresses of the shadow budget."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from rollout.workstrands.views.budget.compared import BudgetCompared
from rollout.workstrands.views.budget.exports import ExportBudget
from rollout.workstrands.views.budget.pages import BudgetPage

PLACE = r"^places/(?P<place>[-a-zA-Z0-9_]+)"
URLS: list[URLPattern] = [
    path("places/<slug:place>/budget/", BudgetPage.as_view(), name="budget"),
    path("places/<slug:place>/budget/compared/", BudgetCompared.as_view(), name="budget_compared"),
    re_path(rf"{PLACE}/budget/lines\.(?P<format>csv|xlsx)$", ExportBudget.as_view(), name="export_budget"),
]
