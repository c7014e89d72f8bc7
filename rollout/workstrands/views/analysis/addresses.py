"""Addresses of what a plan is for and how it gets there."""

from __future__ import annotations

from django.urls import URLPattern, path

from rollout.workstrands.views.analysis.amounts import OptionAmounts
from rollout.workstrands.views.analysis.pages import AnalysisPage

URLS: list[URLPattern] = [
    path("places/<slug:place>/analysis/", AnalysisPage.as_view(), name="analysis"),
    path("places/<slug:place>/options/<int:pk>/amounts/", OptionAmounts.as_view(), name="option_amounts"),
]
