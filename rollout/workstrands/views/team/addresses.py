"""Addresses of the joint team of a plan and of its barriers."""

from __future__ import annotations

from django.urls import URLPattern, path

from rollout.workstrands.views.team.barriers import LinkBarrier, RaiseBarrier, UnlinkBarrier
from rollout.workstrands.views.team.leaving import LeaveTeam
from rollout.workstrands.views.team.pages import TeamPage

PLACE = "places/<slug:place>"
URLS: list[URLPattern] = [
    path(f"{PLACE}/team/", TeamPage.as_view(), name="team"),
    path(f"{PLACE}/people/<int:pk>/leave/", LeaveTeam.as_view(), name="leave_team"),
    path(f"{PLACE}/barriers/raise/", RaiseBarrier.as_view(), name="raise_barrier"),
    path(f"{PLACE}/barriers/link/", LinkBarrier.as_view(), name="link_barrier"),
    path(f"{PLACE}/barriers/<int:pk>/unlink/", UnlinkBarrier.as_view(), name="unlink_barrier"),
]
