"""Requests of a place for tests of pages: one of each kind, made through the services."""

from __future__ import annotations

from datetime import UTC, date, datetime

from areas.models import Area
from cbtracker.accounts.permissions import Role
from requests_log.models import Audience, LoggedRequest
from requests_log.services import Words, mark_addressed, raise_request, state_position, triage
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from tests.factories.people import person
from tests.factories.places import DepartmentFactory

NOON = datetime(2011, 3, 17, 12, tzinfo=UTC)


def request_of(area: Area | None, issue: str, *, by=None) -> LoggedRequest:
    """A raised request of `area`, or of all areas."""
    areas = AreasNamed("named", (NamedArea(area),)) if area else AreasNamed("all")
    return raise_request(by=by or person(Role.SECRETARIAT), issue=issue, areas=areas, now=NOON)


def accepted_request_of(area: Area | None, issue: str, *departments, now: datetime = NOON) -> LoggedRequest:
    """A triaged request of `area`, or of all areas, due on 1 April 2011."""
    by = person(Role.SECRETARIAT)
    entry = request_of(area, issue, by=by)
    triage(
        entry,
        by=by,
        expected_version=entry.shared_version,
        departments=DepartmentsNamed("named", departments or (DepartmentFactory(),)),
        timescale="by_date",
        due_on=date(2011, 4, 1),
        now=now,
    )
    return LoggedRequest.objects.get(pk=entry.pk)


def say(entry: LoggedRequest, text: str, *, audience: str = Audience.AREAS, now: datetime = NOON) -> None:
    """State the position of the whole of `entry`."""
    state_position(
        entry,
        by=person(Role.SECRETARIAT),
        expected_version=entry.position_version,
        words=Words(text=text, audience=audience),
        now=now,
    )


def address(entry: LoggedRequest, text: str) -> None:
    """Mark `entry` addressed: agreed."""
    mark_addressed(
        entry,
        by=person(Role.SECRETARIAT),
        expected_version=entry.shared_version,
        outcome="agreed",
        text=text,
        now=NOON,
    )


def register_of_place(area: Area) -> None:
    """A raised, an open, an addressed and a programme-wide request, with positions of both audiences."""
    request_of(area, "Share data about families")
    open_one = accepted_request_of(area, "Let schools pool funding")
    say(open_one, "The Minister is considering it.")
    say(open_one, "Advice went up yesterday.", audience=Audience.WHITEHALL)
    address(accepted_request_of(area, "Local flexibility over restorative justice"), "Areas have this already.")
    accepted_request_of(None, "Encourage front-line bodies to take part")
