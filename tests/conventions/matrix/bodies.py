"""Rows of the matrix: bodies, their members, meetings and calendars."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from cbtracker.papers.services.calendars import digest_of
from tests.conventions.matrix.rows import EVERYONE, REACHED, READERS, SECRETARIAT, WHITEHALL, Row
from tests.factories.papers import (
    BodyFactory,
    BodyMemberFactory,
    CalendarSubscriptionFactory,
    MeetingFactory,
)
from tests.factories.people import UserFactory


def furnish(world: Any) -> None:
    """On each side a body with a member and a meeting; the officer and the partner sit on the own side's."""
    for name in ("own", "other"):
        side = world.side(name)
        side.body = BodyFactory()
        side.seat = BodyMemberFactory(body=side.body, user=UserFactory(role=Role.CHAMPION))
        side.meeting = MeetingFactory(body=side.body)
        side.calendar = f"calendar-of-the-{name}-side"
        CalendarSubscriptionFactory(
            user=world.people[Role.SECRETARIAT], body=side.body, token_digest=digest_of(side.calendar)
        )
    for role in (Role.OFFICER, Role.PARTNER):
        BodyMemberFactory(body=world.own.body, user=world.people[role])


def body(side: Any, user: Any) -> dict[str, Any]:
    """The side's body."""
    return {"slug": side.body.slug}


def seat(side: Any, user: Any) -> dict[str, Any]:
    """A seat on it."""
    return {"slug": side.body.slug, "pk": side.seat.pk}


def meeting(side: Any, user: Any) -> dict[str, Any]:
    """A meeting of it."""
    return {"slug": side.body.slug, "pk": side.meeting.pk}


def calendar(side: Any, user: Any) -> dict[str, Any]:
    """The secret address of its meetings."""
    return {"token": side.calendar}


ROWS: list[Row] = [
    Row("papers:bodies", "GET", own=READERS),
    Row("papers:body", "GET", own=READERS, other=WHITEHALL, kwargs=body),
    *(
        Row(route, method, own=SECRETARIAT, kwargs=kwargs)
        for route, kwargs in (
            ("papers:change_body", body),
            ("papers:add_member", body),
            ("papers:end_member", seat),
            ("papers:add_meeting", body),
            ("papers:change_meeting", meeting),
            ("papers:cancel_meeting", meeting),
        )
        for method in ("GET", "POST")
    ),
    Row("papers:restore_meeting", "POST", own=SECRETARIAT, kwargs=meeting),
    Row("papers:calendar", "GET", own=READERS, other=WHITEHALL, kwargs=body),
    Row("papers:calendar_address", "GET", own=READERS, other=WHITEHALL, kwargs=body),
    Row("papers:calendar_address", "POST", own=READERS, other=WHITEHALL, kwargs=body),
    Row("papers:end_calendar_address", "POST", own=READERS, other=WHITEHALL, kwargs=body),
    Row("papers:calendar_feed", "GET", own=EVERYONE, kwargs=calendar, anonymous=REACHED),
]
