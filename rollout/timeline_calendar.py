"""The timeline as a calendar (iCalendar, RFC 5545): whole days, in which people stay free."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time, timedelta

from django.http import HttpResponse
from django.urls import reverse
from icalendar import Calendar, Event

from cbtracker.outbox.emails import absolute
from rollout.selectors.timeline import Item

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//cbtracker//Community Budgets tracker//EN"
NAME = "Community Budgets timeline"
REFRESH = timedelta(days=1)


def calendar_of(items: list[Item]) -> bytes:
    """Return `items` as a calendar. The same items give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for item in items:
        calendar.add_component(_event(item))
    return calendar.to_ical()


def calendar_response(items: list[Item]) -> HttpResponse:
    """Send `items` as a calendar to be kept, with its entity tag."""
    content = calendar_of(items)
    headers = {"Content-Disposition": 'attachment; filename="timeline.ics"', "ETag": etag_of(content)}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)


def etag_of(content: bytes) -> str:
    """Return the entity tag of a calendar."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _event(item: Item) -> Event:
    changed = item.changed_at or datetime.combine(item.starts_on, time.min, tzinfo=UTC)
    event = Event()
    event.add("uid", f"{item.uid}@cbtracker")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", item.version - 1)
    event.add("dtstart", item.starts_on)
    event.add("dtend", (item.ends_on or item.starts_on) + timedelta(days=1))  # the first day after it
    event.add("summary", f"{item.title} (inferred)" if item.inferred else item.title)
    event.add("description", description_of(item))
    event.add("transp", "TRANSPARENT")
    event.add("url", absolute(reverse("rollout:timeline")))
    return event


def description_of(item: Item) -> str:
    """Return what a calendar says under the title: the dates in words, why they are inferred, and the source."""
    lines = [f"{item.said}.", item.detail, f"Inferred: {item.inferred_why}" if item.inferred else ""]
    lines.append(f"Source: {item.source}" if item.source else "")
    return "\n".join(line for line in lines if line)
