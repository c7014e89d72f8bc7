"""Addresses of support to areas."""

from __future__ import annotations

from django.urls import URLPattern, path

from rollout.views.support.keeping import AddSupport, ChangeSupport
from rollout.views.support.reading import LearningSetPage, PoolsPage, SupportPage
from rollout.views.support.workshops import Come, NotComing, RecordAttendance, WorkshopCalendar, WorkshopPage

SUPPORT: list[URLPattern] = [
    path("support/", SupportPage.as_view(), name="support"),
    path("support/pools/", PoolsPage.as_view(), name="pools"),
    path("support/sets/<int:pk>/", LearningSetPage.as_view(), name="learning_set"),
    path("support/sets/<int:pk>/<slug:noun>/add/", AddSupport.as_view(), name="add_to_set"),
    path("support/workshops/<int:pk>/", WorkshopPage.as_view(), name="workshop"),
    path("support/workshops/<int:pk>/workshop.ics", WorkshopCalendar.as_view(), name="workshop_calendar"),
    path("support/workshops/<int:pk>/come/", Come.as_view(), name="come"),
    path("support/workshops/<int:pk>/people/<int:person>/not-coming/", NotComing.as_view(), name="not_coming"),
    path("support/workshops/<int:pk>/attendance/", RecordAttendance.as_view(), name="attendance"),
    path("support/<slug:noun>/add/", AddSupport.as_view(), name="add_support"),
    path("support/<slug:noun>/<int:pk>/change/", ChangeSupport.as_view(), name="change_support"),
]
