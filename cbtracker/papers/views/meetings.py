"""Adding, moving, cancelling and restoring meetings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.forms.bodies import MeetingForm, said_of
from cbtracker.papers.models import Body, Meeting
from cbtracker.papers.services.meetings import add_meeting, cancel_meeting, change_meeting, restore_meeting
from cbtracker.papers.views.body_pages import BodyFormView, BodyView
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK
from cbtracker.web.conflict import read_version


class AddMeeting(BodyFormView):
    """A meeting to come, or one that was held."""

    title, button, done = "Add a meeting", "Add the meeting", "The meeting is added"

    def make_form(self, data: Any = None) -> MeetingForm:
        """When and where."""
        return MeetingForm(data)

    def save(self, form: Any, expected: int) -> None:
        """Add it."""
        add_meeting(body=self.body, plan=form.plan, by=self.user, now=timezone.now())


class ChangeMeeting(BodyFormView):
    """Another time, place or body."""

    title, done = "Change the meeting", "The meeting is changed"
    meeting: Meeting

    def find(self, **kwargs: Any) -> None:
        """Find the meeting, and with it its body."""
        self.meeting = meeting_of(self, kwargs["pk"])
        self.body = self.meeting.body

    def make_form(self, data: Any = None) -> MeetingForm:
        """With what the meeting says now; another body only where it has no papers."""
        bodies = None if self.meeting.papers.exists() else Body.objects.visible_to(self.user)
        return MeetingForm(data, bodies=bodies, initial=said_of(self.meeting))

    def said_now(self) -> dict[str, Any]:
        """What the meeting says."""
        return said_of(self.meeting)

    def version(self) -> int:
        """The meeting's."""
        return self.meeting.version

    def save(self, form: Any, expected: int) -> None:
        """Change it."""
        body = form.cleaned_data.get("body", self.body)
        now, by = timezone.now(), self.user
        change_meeting(meeting=self.meeting, body=body, plan=form.plan, expected_version=expected, by=by, now=now)


class CancelMeeting(BodyView):
    """Asks, then cancels."""

    permission = Permission.EDIT_BODIES
    meeting: Meeting

    def find(self, **kwargs: Any) -> None:
        """Find the meeting, and with it its body."""
        self.meeting = meeting_of(self, kwargs["pk"])
        self.body = self.meeting.body

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask whether to cancel it."""
        return self.ask()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Cancel it, or show what it says now if it was changed meanwhile."""
        version = read_version(request.POST) or 0
        try:
            cancel_meeting(meeting=self.meeting, expected_version=version, by=self.user, now=timezone.now())
        except StaleVersion:
            self.find(**kwargs)
            return self.ask(CONFLICT, conflict=True)
        except ValidationError as wrong:
            return self.ask(FORM_WRONG, wrong=wrong.messages)
        return self.back("The meeting is cancelled")

    def ask(self, status: int = OK, **more: Any) -> HttpResponse:
        """The page that asks."""
        return self.page("meeting_cancel", status, meeting=self.meeting, **more)


class RestoreMeeting(CancelMeeting):
    """The button beside a cancelled meeting: it takes place after all."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Restore it; where somebody was first, the body's page shows what it is now."""
        version = read_version(request.POST) or 0
        try:
            restore_meeting(meeting=self.meeting, expected_version=version, by=self.user, now=timezone.now())
        except (StaleVersion, ValidationError):
            messages.warning(request, "Somebody else changed the meeting first. This is what it is now")
            return redirect("papers:body", slug=self.body.slug)
        return self.back("The meeting is restored")


def meeting_of(view: BodyView, pk: int) -> Meeting:
    """Return the meeting `pk` of the body of `view`. Raises Http404.

    What was typed about a meeting that has meanwhile become another body's is not lost: it is found there.
    """
    rows = Meeting.objects.visible_to(view.user).select_related("body")
    return get_object_or_404(rows if view.request.method == "POST" else rows.filter(body=view.body), pk=pk)
