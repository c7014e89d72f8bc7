"""The bodies of the demonstration: who sits on them, their meetings of March 2011, and those to come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cbtracker.accounts.models import User
from cbtracker.papers.models import Body, BodyMember, Meeting
from cbtracker.papers.services.bodies import add_member
from cbtracker.papers.services.meetings import MeetingPlan, add_meeting
from cbtracker.papers.services.reference import load_bodies
from cbtracker.web.formats import LONDON

CB_GROUP, MINISTERIAL, LEADERS = "cb-group", "ministerial-meeting", "leaders-group"
Part = BodyMember.Part
BEGAN, NEW_CHAIR = date(2010, 10, 20), date(2011, 2, 14)
SEATS = (
    (CB_GROUP, BEGAN, Part.CHAIR, ("champion.dclg",)),
    (CB_GROUP, BEGAN, Part.MEMBER, ("champion", "champion.dwp", "champion.dh", "champion.ho", "champion.moj")),
    (CB_GROUP, BEGAN, Part.MEMBER, ("locality_lead",)),
    (CB_GROUP, BEGAN, Part.SECRETARIAT, ("secretariat",)),
    (CB_GROUP, NEW_CHAIR, Part.CHAIR, ("champion.co",)),
    (CB_GROUP, NEW_CHAIR, Part.MEMBER, ("champion.dclg",)),
    (MINISTERIAL, BEGAN, Part.CHAIR, ("champion.dclg",)),
    (MINISTERIAL, BEGAN, Part.MEMBER, ("champion", "champion.dwp", "champion.dh", "champion.ho", "champion.moj")),
    (MINISTERIAL, BEGAN, Part.SECRETARIAT, ("secretariat",)),
    (LEADERS, NEW_CHAIR, Part.CHAIR, ("officer.westminster",)),
    (LEADERS, NEW_CHAIR, Part.MEMBER, ("officer", "officer.lewisham", "officer.manchester", "partner")),
    (LEADERS, NEW_CHAIR, Part.SECRETARIAT, ("secretariat",)),
)
HELD = (
    (LEADERS, date(2011, 3, 3), time(10, 30), 90, "Eland House, Bressenden Place, London"),
    (CB_GROUP, date(2011, 3, 17), time(14), 120, "Eland House, Bressenden Place, London"),
    (MINISTERIAL, date(2011, 3, 24), time(14), 60, "Cabinet Office, 70 Whitehall, London"),
)
TO_COME = (
    (CB_GROUP, 4, time(14), 120, "Eland House, Bressenden Place, London"),
    (MINISTERIAL, 8, time(9, 30), 60, "Cabinet Office, 70 Whitehall, London"),
    (LEADERS, 15, time(11), 90, "Town Hall, Westminster"),
    (CB_GROUP, 32, time(14), 120, "By video"),
)


def load_meetings(people: dict[str, User], *, now: datetime) -> None:
    """Load the bodies, seat the people, and put the meetings in the calendar.

    Meetings to come are counted from `now`, so that the next ones have their drafts prepared.
    """
    load_bodies()
    bodies = {body.slug: body for body in Body.objects.all()}
    _seat(bodies, people)
    by = people["secretariat"]
    for slug, day, at, minutes, place in HELD:
        _meet(bodies[slug], day, at, minutes, place, by=by, now=datetime.combine(NEW_CHAIR, time(17), LONDON))
    for slug, days, at, minutes, place in TO_COME:
        _meet(bodies[slug], _working_day(now, days), at, minutes, place, by=by, now=now - timedelta(days=10))


def meeting_of(slug: str, day: date) -> Meeting:
    """Return the meeting of the body `slug` on `day`."""
    midnight = datetime.combine(day, time(), LONDON)
    return Meeting.objects.get(body__slug=slug, starts_at__range=(midnight, midnight + timedelta(days=1)))


def _seat(bodies: dict[str, Body], people: dict[str, User]) -> None:
    for slug, day, part, keys in SEATS:
        for key in keys:
            now = datetime.combine(day, time(9), LONDON)
            add_member(body=bodies[slug], user=people[key], part=part, from_on=day, by=people["secretariat"], now=now)


def _meet(body: Body, day: date, at: time, minutes: int, place: str, *, by: User, now: datetime) -> None:
    starts_at = datetime.combine(day, at, LONDON)
    ends_at = starts_at + timedelta(minutes=minutes)
    add_meeting(body=body, plan=MeetingPlan(starts_at=starts_at, ends_at=ends_at, place=place), by=by, now=now)


def _working_day(now: datetime, days: int) -> date:
    """The first working day that is `days` or more from `now`."""
    day = now.astimezone(LONDON).date() + timedelta(days=days)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
