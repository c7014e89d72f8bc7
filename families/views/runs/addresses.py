"""Addresses of runs and inputs, which `families.urls` takes in."""

from django.urls import URLPattern, path

from families.views.runs.inputs import AddInput, InputPage, InputPreview, InputsPage
from families.views.runs.making import MakeCurrent, MakeRun
from families.views.runs.reading import CompareRuns, RunPage, RunsPage

RUNS: list[URLPattern] = [
    path("runs/", RunsPage.as_view(), name="runs"),
    path("runs/compare/", CompareRuns.as_view(), name="compare_runs"),
    path("runs/make/", MakeRun.as_view(), name="make_run"),
    path("runs/<int:pk>/", RunPage.as_view(), name="run"),
    path("runs/<int:pk>/make-current/", MakeCurrent.as_view(), name="make_current"),
    path("inputs/", InputsPage.as_view(), name="inputs"),
    path("inputs/populations/<slug:slug>/", InputPage.as_view(), {"kind": "population"}, name="input"),
    path("inputs/indicators/<slug:slug>/", InputPage.as_view(), {"kind": "indicator"}, name="input"),
    path("inputs/add/", AddInput.as_view(), name="add_input"),
    path("inputs/add/<uuid:upload>/", InputPreview.as_view(), name="input_preview"),
]
