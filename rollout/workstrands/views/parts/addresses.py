"""Addresses of parts of a plan; they come last, for their kinds are words in the address."""

from __future__ import annotations

from django.urls import URLPattern, path

from rollout.workstrands.views.parts.keeping import AddPart, ChangePart, RemovePart

PART = "places/<slug:place>/<slug:part>"
URLS: list[URLPattern] = [
    path(f"{PART}/add/", AddPart.as_view(), name="add_part"),
    path(f"{PART}/add/<int:parent>/", AddPart.as_view(), name="add_to_part"),
    path(f"{PART}/<int:pk>/change/", ChangePart.as_view(), name="change_part"),
    path(f"{PART}/<int:pk>/remove/", RemovePart.as_view(), name="remove_part"),
]
