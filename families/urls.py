"""Addresses of estimates, runs and proposals, in the namespace `families`. Hung at /families/."""

from django.urls import URLPattern

from families.views.runs.addresses import RUNS

app_name = "families"

urlpatterns: list[URLPattern] = [*RUNS]
