"""Addresses of the two workstrands, their prospectuses and the earlier areas."""

from __future__ import annotations

from django.urls import URLPattern, path

from rollout.workstrands.views.strands.keeping import FillInEarlierArea, PublishProspectus, WriteProspectus
from rollout.workstrands.views.strands.pages import Index, StrandPage

URLS: list[URLPattern] = [
    path("", Index.as_view(), name="index"),
    path("<int:number>/", StrandPage.as_view(), name="strand"),
    path("<int:number>/prospectus/", WriteProspectus.as_view(), name="prospectus"),
    path("<int:number>/prospectus/publish/", PublishProspectus.as_view(), name="publish_prospectus"),
    path("earlier-areas/<int:number>/", FillInEarlierArea.as_view(), name="earlier_area"),
]
