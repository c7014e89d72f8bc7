"""Addresses of rollout.workstrands.views.importing."""

from __future__ import annotations

from django.urls import URLPattern, path

from rollout.workstrands.views.importing.pages import BudgetImportPage, BudgetImportPreviewPage

IMPORT = "places/<slug:place>/budget/import"
URLS: list[URLPattern] = [
    path(f"{IMPORT}/", BudgetImportPage.as_view(), name="import_budget"),
    path(f"{IMPORT}/<uuid:upload>/", BudgetImportPreviewPage.as_view(), name="budget_import_preview"),
]
