"""A body's meetings as a calendar (iCalendar, RFC 5545), with the papers that its reader may read.

Times are in UTC, which every calendar shows by its own clock: so the file needs no rules of time zones, and meetings
are right on both sides of a change of clocks.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from icalendar import Calendar, Event

from cbtracker.outbox.emails import absolute
from cbtracker.papers.agenda import with_papers
from cbtracker.papers.models import Body, Meeting

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//cbtracker//Community Budgets tracker//EN"
LOOKS_BACK = timedelta(days=365)
REFRESH = timedelta(hours=4)


def calendar_of(body: Body, user: Any, *, now: datetime) -> bytes:
    """Return the meetings of `body` from a year before `now` on, as `user` may know of them. Same rows, same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", body.name)
    calendar.add("x-wr-calname", body.name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    meetings = Meeting.objects.visible_to(user).filter(body=body, starts_at__gte=now - LOOKS_BACK)
    for meeting in with_papers(meetings, user).order_by("starts_at", "pk"):
        calendar.add_component(_event(meeting, body))
    return calendar.to_ical()


def etag_of(content: bytes) -> str:
    """Return the entity tag of a calendar."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _event(meeting: Meeting, body: Body) -> Event:
    papers = [paper for paper in meeting.shown if paper.is_issued]  # type: ignore[attr-defined]
    changed = max([meeting.changed_at, *(paper.issued_at for paper in papers if paper.issued_at)])
    event = Event()
    event.add("uid", f"{meeting.uid}@cbtracker")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", meeting.sequence)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", body.name)
    event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    if meeting.place:
        event.add("location", meeting.place)
    if papers:
        event.add("description", "\n".join(_line(paper) for paper in papers))
    event.add("url", absolute(reverse("papers:body", kwargs={"slug": body.slug})))
    return event


def _line(paper: Any) -> str:
    return f"{paper}: {absolute(reverse('papers:paper', kwargs={'pk': paper.pk}))}"
