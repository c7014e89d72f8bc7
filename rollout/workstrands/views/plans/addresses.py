"""Addresses of operational plans."""

from __future__ import annotations

from django.urls import URLPattern, path

from rollout.workstrands.views.plans.items import AddNote, ChangeItem, ItemPage
from rollout.workstrands.views.plans.pages import PlanOverview
from rollout.workstrands.views.plans.settings import ChangePlan
from rollout.workstrands.views.plans.versions import AgreeVersion, VersionPage

PLACE = "places/<slug:place>"
ITEM = f"{PLACE}/tasks/<slug:checklist>/<slug:letter>"
URLS: list[URLPattern] = [
    path(f"{PLACE}/", PlanOverview.as_view(), name="plan"),
    path(f"{PLACE}/summary/", ChangePlan.as_view(), name="change_plan"),
    path(f"{ITEM}/", ItemPage.as_view(), name="item"),
    path(f"{ITEM}/change/", ChangeItem.as_view(), name="change_item"),
    path(f"{ITEM}/notes/", AddNote.as_view(), name="add_item_note"),
    path(f"{PLACE}/versions/agree/", AgreeVersion.as_view(), name="agree_version"),
    path(f"{PLACE}/versions/<int:number>/", VersionPage.as_view(), name="version"),
]
