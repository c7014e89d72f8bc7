"""A workshop for people's own calendars (iCalendar, RFC 5545), in UTC, which every calendar shows by its own clock."""

from __future__ import annotations

from django.urls import reverse
from icalendar import Calendar, Event

from cbtracker.outbox.emails import absolute
from rollout.models import Workshop
from rollout.timeline_calendar import PRODUCT


def calendar_of_workshop(workshop: Workshop) -> bytes:
    """Return `workshop` as a calendar of one event: a change is a later revision of it, and it may be cancelled."""
    event = Event()
    event.add("uid", f"workshop-{workshop.pk}@cbtracker")
    event.add("dtstamp", workshop.changed_at)
    event.add("last-modified", workshop.changed_at)
    event.add("sequence", workshop.version - 1)
    event.add("dtstart", workshop.starts_at)
    event.add("dtend", workshop.ends_at)
    event.add("summary", workshop.title)
    event.add("status", "CANCELLED" if workshop.cancelled else "CONFIRMED")
    if workshop.venue:
        event.add("location", workshop.venue)
    event.add("description", "\n".join(line for line in (f"Run by {workshop.run_by}.", workshop.about) if line))
    event.add("url", absolute(reverse("rollout:workshop", kwargs={"pk": workshop.pk})))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(event)
    return calendar.to_ical()
