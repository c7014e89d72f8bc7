"""Addresses of the practice library, below /practice/."""

from __future__ import annotations

from django.urls import URLPattern, path

from rollout.workstrands.views.practice.reading import PracticeCsv, PracticeList, PracticePage
from rollout.workstrands.views.practice.writing import ChangePractice, PublishPractice, WritePractice

URLS: list[URLPattern] = [
    path("", PracticeList.as_view(), name="practice"),
    path("practice.csv", PracticeCsv.as_view(), name="practice_csv"),
    path("write/", WritePractice.as_view(), name="write_practice"),
    path("items/<slug:slug>/", PracticePage.as_view(), name="practice_item"),
    path("items/<slug:slug>/change/", ChangePractice.as_view(), name="change_practice"),
    path("items/<slug:slug>/publish/", PublishPractice.as_view(), name="publish_practice"),
]
