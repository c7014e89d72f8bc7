"""Addresses of the rollout."""

from django.urls import path

from rollout.views.timeline import TimelineCalendar, TimelinePage
from rollout.views.timeline_forms import AddEntry, ChangeEntry, ChangePhase, RemoveEntry

app_name = "rollout"
urlpatterns = [
    path("timeline/", TimelinePage.as_view(), name="timeline"),
    path("timeline.ics", TimelineCalendar.as_view(), name="timeline_calendar"),
    path("timeline/add/", AddEntry.as_view(), name="add_to_timeline"),
    path("timeline/<int:pk>/", ChangeEntry.as_view(), name="change_timeline"),
    path("timeline/<int:pk>/remove/", RemoveEntry.as_view(), name="remove_from_timeline"),
    path("timeline/phases/<slug:slug>/", ChangePhase.as_view(), name="change_phase"),
]
