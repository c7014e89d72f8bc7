"""When and where bodies meet; also as a calendar."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.papers.agenda import meetings_to_come, past_meetings, with_papers
from cbtracker.papers.api.bodies import OfBodies
from cbtracker.papers.api.body_shapes import MeetingChange, MeetingIn, MeetingOut
from cbtracker.papers.api.files import sent
from cbtracker.papers.api.papers import in_time
from cbtracker.papers.calendar_feed import CONTENT_TYPE, calendar_of, etag_of
from cbtracker.papers.models import Meeting
from cbtracker.papers.services.meetings import (
    MeetingPlan,
    add_meeting,
    cancel_meeting,
    change_meeting,
    restore_meeting,
)
from cbtracker.rest.errors import wrong_parameter
from cbtracker.rest.operation import Query, operation
from cbtracker.rest.preconditions import seen_versions

TO_COME, PAST = "to_come", "past"
WHEN = Query(
    "Meetings to come, the next one first, or past ones, the latest first",
    PAST,
    {"type": "string", "enum": [TO_COME, PAST], "default": TO_COME},
)
FORWARD, BACK = (("starts_at", "asc"), ("id", "asc")), (("starts_at", "desc"), ("id", "desc"))


class Meetings(OfBodies):
    """Meetings of a body."""

    def rows(self) -> QuerySet[Meeting]:
        """Those of the body of the address, with their papers."""
        rows = Meeting.objects.visible_to(self.request.user).filter(body__slug=self.kwargs["slug"])
        return with_papers(rows.select_related("body"), self.request.user)

    def version_of(self, row: Meeting) -> str:
        """The meeting's version, and which papers there are for it."""
        shown = [f"{paper.pk} {paper.state} {paper.title}" for paper in row.shown]  # type: ignore[attr-defined]
        return f"{row.version}-{hashlib.sha256(repr(shown).encode()).hexdigest()[:16]}"

    def expect(self, row: Meeting) -> None:
        """428, 412; a paper that was begun meanwhile does not stand in the way."""
        if str(row.version) not in seen_versions(self.request):
            raise self._stale(row)

    def _stale(self, row: Meeting) -> Any:
        return super()._stale(self._read(row))

    def current(self, row: Meeting) -> Any:
        """The meeting as it is now, all of it."""
        return MeetingOut(row).data

    def _read(self, meeting: Meeting) -> Meeting:
        """The meeting as it is now, wherever it is by now."""
        rows = Meeting.objects.visible_to(self.request.user).select_related("body")
        found: Meeting = self.find(with_papers(rows, self.request.user), pk=meeting.pk)
        return found

    @operation(
        "List meetings",
        permission=Permission.READ_PAPERS,
        gives=MeetingOut,
        many=True,
        paged=True,
        query={"when": WHEN},
    )
    def list(self, request: Any, slug: str) -> HttpResponseBase:
        """When a body meets, or met, with the papers of each meeting."""
        body, when, now = self.body(), self.params.get("when", TO_COME), timezone.now()
        if when not in (TO_COME, PAST):
            raise wrong_parameter("when", f"Choose from {TO_COME}, {PAST}.")
        found, order = (meetings_to_come, FORWARD) if when == TO_COME else (past_meetings, BACK)
        rows = found(body, request.user, now=now).select_related("body")
        return self.page(rows, order=order, never_blank={"starts_at"})

    @operation("Read a meeting", permission=Permission.READ_PAPERS, gives=MeetingOut)
    def retrieve(self, request: Any, slug: str, id: str) -> HttpResponseBase:
        """When and where a meeting is, and its papers."""
        meeting = self.find(pk=id)
        return self.unchanged(self.version_of(meeting)) or self.answer(meeting)

    @operation("Add a meeting", permission=Permission.EDIT_BODIES, takes=MeetingIn, gives=MeetingOut, status=201)
    def create(self, request: Any, slug: str) -> HttpResponseBase:
        """Put a meeting in the calendar: its draft is prepared some days before it."""
        body, said = self.body(), self.said()
        made = add_meeting(body=body, plan=MeetingPlan(**said), by=request.user, now=timezone.now())
        return self.answer(self._read(made), location=reverse("api:meeting", kwargs={"slug": slug, "id": made.pk}))

    @operation(
        "Change a meeting",
        permission=Permission.EDIT_BODIES,
        takes=MeetingChange,
        gives=MeetingOut,
        versioned=True,
        late=True,
    )
    def change(self, request: Any, slug: str, id: str) -> HttpResponseBase:
        """Move a meeting to another time, place or body. 409 for one that is cancelled."""
        meeting: Meeting = self.find(pk=id)
        said = self.said(partial=True)
        self.expect(meeting)
        body = said.pop("body", meeting.body)
        plan = MeetingPlan(**{**_plan_of(meeting), **said})
        with in_time():
            change_meeting(
                meeting=meeting,
                body=body,
                plan=plan,
                expected_version=meeting.version,
                by=request.user,
                now=timezone.now(),
            )
        return self.answer(self._read(meeting))

    @operation("Cancel a meeting", permission=Permission.EDIT_BODIES, gives=MeetingOut, versioned=True, late=True)
    def cancel(self, request: Any, slug: str, id: str) -> HttpResponseBase:
        """Cancel a meeting; it stays in calendars, as cancelled."""
        return self._ended(cancel_meeting)

    @operation("Restore a meeting", permission=Permission.EDIT_BODIES, gives=MeetingOut, versioned=True, late=True)
    def restore(self, request: Any, slug: str, id: str) -> HttpResponseBase:
        """Let a cancelled meeting take place after all."""
        return self._ended(restore_meeting)

    def _ended(self, service: Callable[..., Meeting]) -> HttpResponseBase:
        meeting: Meeting = self.find(pk=self.kwargs["id"])
        self.expect(meeting)
        with in_time():
            service(meeting=meeting, expected_version=meeting.version, by=self.request.user, now=timezone.now())
        return self.answer(self._read(meeting))


def _plan_of(meeting: Meeting) -> dict[str, Any]:
    return {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at, "place": meeting.place}


class Calendars(OfBodies):
    """The meetings of a body as iCalendar."""

    @operation("Take the meetings as a calendar", permission=Permission.READ_PAPERS, files=("text/calendar",))
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """The meetings of a body from a year ago on, with their issued papers (RFC 5545)."""
        body = self.body()
        content = calendar_of(body, request.user, now=timezone.now())
        etag = etag_of(content)
        return self.unchanged(etag.strip('"')) or sent(f"{body.slug}.ics", CONTENT_TYPE, content, ETag=etag)
