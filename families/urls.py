"""Addresses of estimates, runs and proposals, in the namespace `families`. Hung at /families/."""

from django.urls import URLPattern, path

from families.proposal_urls import PROPOSALS
from families.views.annex_d import AnnexDPage
from families.views.runs.addresses import RUNS

app_name = "families"

ANNEX_D: list[URLPattern] = [path("annex-d/", AnnexDPage.as_view(), name="annex_d")]

urlpatterns: list[URLPattern] = [*ANNEX_D, *PROPOSALS, *RUNS]
