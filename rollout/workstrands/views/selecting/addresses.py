"""Addresses of assessors, judgements and the selection."""

from __future__ import annotations

from django.urls import URLPattern, path

from rollout.workstrands.views.selecting.assessors import (
    AssessorsPage,
    ChangeAssessor,
    DeclareInterests,
    NameAssessor,
    StandDown,
)
from rollout.workstrands.views.selecting.deciding import CorrectDecision, DeclineOutline, EndPlace, SelectOutline
from rollout.workstrands.views.selecting.judging import JudgementsPage, JudgeOutline

ASSESSOR, OUTLINE = "assessors/<int:pk>", "outlines/<int:pk>"
URLS: list[URLPattern] = [
    path("<int:number>/assessors/", AssessorsPage.as_view(), name="assessors"),
    path("<int:number>/assessors/add/", NameAssessor.as_view(), name="name_assessor"),
    path("<int:number>/judgements/", JudgementsPage.as_view(), name="judgements"),
    path(f"{ASSESSOR}/change/", ChangeAssessor.as_view(), name="change_assessor"),
    path(f"{ASSESSOR}/declaration/", DeclareInterests.as_view(), name="declare_interests"),
    path(f"{ASSESSOR}/stand-down/", StandDown.as_view(), name="stand_down"),
    path(f"{OUTLINE}/judge/", JudgeOutline.as_view(), name="judge"),
    path(f"{OUTLINE}/select/", SelectOutline.as_view(), name="select_outline"),
    path(f"{OUTLINE}/do-not-select/", DeclineOutline.as_view(), name="decline_outline"),
    path(f"{OUTLINE}/decision/change/", CorrectDecision.as_view(), name="correct_decision"),
    path("places/<slug:place>/end/", EndPlace.as_view(), name="end_place"),
]
