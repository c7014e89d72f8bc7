"""The timeline: its page, and the same as a calendar."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views import View

from areas.access import can
from cbtracker.accounts.permissions import Permission
from rollout.selectors.timeline import read_timeline
from rollout.timeline_calendar import CONTENT_TYPE, calendar_of, etag_of
from rollout.timeline_drawing import draw


class RolloutReader(View):
    """Pages of the rollout: not found for those whose role has no programme data (DESIGN §6)."""

    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 unless the person may read the rollout."""
        self.user: Any = request.user
        if not can(self.user, Permission.READ_ROLLOUT):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


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
        content = calendar_of(read_timeline(self.user))
        response = HttpResponse(content, content_type=CONTENT_TYPE)
        response["Content-Disposition"] = 'attachment; filename="timeline.ics"'
        response["ETag"] = etag_of(content)
        return get_conditional_response(request, response["ETag"], response=response) or response
