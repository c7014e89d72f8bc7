"""Addresses of operational plans."""

from __future__ import annotations

from django.urls import URLPattern, path

from rollout.workstrands.views.plans.pages import PlanOverview

URLS: list[URLPattern] = [path("places/<slug:place>/", PlanOverview.as_view(), name="plan")]
