"""Addresses of bodies, their members, meetings and calendars: part of the namespace `papers`."""

from django.urls import path

from cbtracker.papers.views.bodies import AddMember, Bodies, BodyPage, ChangeBody, EndMember
from cbtracker.papers.views.calendars import CalendarAddress, CalendarFile, EndCalendarAddress, calendar_feed
from cbtracker.papers.views.meetings import AddMeeting, CancelMeeting, ChangeMeeting, RestoreMeeting

urlpatterns = [
    path("bodies/", Bodies.as_view(), name="bodies"),
    path("bodies/<slug:slug>/", BodyPage.as_view(), name="body"),
    path("bodies/<slug:slug>/change/", ChangeBody.as_view(), name="change_body"),
    path("bodies/<slug:slug>/members/add/", AddMember.as_view(), name="add_member"),
    path("bodies/<slug:slug>/members/<int:pk>/end/", EndMember.as_view(), name="end_member"),
    path("bodies/<slug:slug>/meetings/add/", AddMeeting.as_view(), name="add_meeting"),
    path("bodies/<slug:slug>/meetings/<int:pk>/change/", ChangeMeeting.as_view(), name="change_meeting"),
    path("bodies/<slug:slug>/meetings/<int:pk>/cancel/", CancelMeeting.as_view(), name="cancel_meeting"),
    path("bodies/<slug:slug>/meetings/<int:pk>/restore/", RestoreMeeting.as_view(), name="restore_meeting"),
    path("bodies/<slug:slug>/meetings.ics", CalendarFile.as_view(), name="calendar"),
    path("bodies/<slug:slug>/calendar/", CalendarAddress.as_view(), name="calendar_address"),
    path("bodies/<slug:slug>/calendar/end/", EndCalendarAddress.as_view(), name="end_calendar_address"),
    path("calendars/<str:token>.ics", calendar_feed, name="calendar_feed"),
]
