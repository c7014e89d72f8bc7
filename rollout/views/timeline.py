"""The timeline: its page, and the same as a calendar."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response

from areas.access import can
from cbtracker.accounts.permissions import Permission
from rollout.selectors.timeline import read_timeline
from rollout.timeline_calendar import calendar_response
from rollout.timeline_drawing import draw
from rollout.views.base import RolloutReader


class TimelinePage(RolloutReader):
    """The timeline as F000 Annex A draws it, and the same in a table."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show both."""
        items, today = read_timeline(self.user), timezone.localdate()
        context = {
            "items": items,
            "drawing": draw(items, today=today),
            "today": today,
            "may_edit": can(self.user, Permission.EDIT_TIMELINE),
        }
        return render(request, "rollout/timeline.html", context)


class TimelineCalendar(RolloutReader):
    """The timeline for people's own calendars."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send the file."""
        response = calendar_response(read_timeline(self.user))
        return get_conditional_response(request, response["ETag"], response=response) or response
