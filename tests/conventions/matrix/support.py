"""Rows of the matrix: support to areas."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import PROGRAMME, SECRETARIAT, Row
from tests.factories.support import (
    AttendeeFactory,
    BuddyPairFactory,
    HubFactory,
    LearningSessionFactory,
    LearningSetFactory,
    LearningSetMemberFactory,
    WorkshopFactory,
)

ATTENDING = SECRETARIAT | {Role.OFFICER, Role.LOCALITY_LEAD}
TO_COME = datetime(2090, 3, 1, 10, tzinfo=UTC)


def furnish(world: Any) -> None:
    """One of each kind, nobody's own, and somebody of each side's authority who comes to the workshop."""
    hub, learning_set = HubFactory(region="South West"), LearningSetFactory()
    workshop = WorkshopFactory(starts_at=TO_COME, ends_at=TO_COME.replace(hour=15))
    pair = BuddyPairFactory(helper=world.other.area, area=world.own.area, authority=None)
    member = LearningSetMemberFactory(learning_set=learning_set, area=world.own.area, authority=None)
    session = LearningSessionFactory(learning_set=learning_set)
    for side in (world.own, world.other):
        side.hub, side.learning_set, side.workshop = hub, learning_set, workshop
        side.pair, side.set_member, side.session = pair, member, session
        side.attendee = AttendeeFactory(workshop=workshop, authority=side.authority)


def hub(side: Any, user: Any) -> dict[str, Any]:
    """A hub to change."""
    return {"noun": "hubs", "pk": side.hub.pk}


def learning_set(side: Any, user: Any) -> dict[str, Any]:
    """A learning set."""
    return {"pk": side.learning_set.pk}


def member_to_be(side: Any, user: Any) -> dict[str, Any]:
    """A learning set that a place joins."""
    return {"pk": side.learning_set.pk, "noun": "members"}


def workshop(side: Any, user: Any) -> dict[str, Any]:
    """A workshop to come."""
    return {"pk": side.workshop.pk}


def attendee(side: Any, user: Any) -> dict[str, Any]:
    """Somebody of the side's authority."""
    return {"pk": side.workshop.pk, "person": side.attendee.pk}


def new_hub(side: Any, user: Any) -> dict[str, Any]:
    """A hub to be."""
    return {"noun": "hubs"}


ROWS: list[Row] = [
    Row("rollout:support", "GET", PROGRAMME),
    Row("rollout:pools", "GET", PROGRAMME),
    Row("rollout:learning_set", "GET", PROGRAMME, kwargs=learning_set),
    Row("rollout:workshop", "GET", PROGRAMME, kwargs=workshop),
    Row("rollout:workshop_calendar", "GET", PROGRAMME, kwargs=workshop),
    Row("rollout:come", "GET", ATTENDING, kwargs=workshop),
    Row("rollout:come", "POST", ATTENDING, kwargs=workshop),
    Row("rollout:not_coming", "POST", ATTENDING, SECRETARIAT, kwargs=attendee),
    Row("rollout:attendance", "GET", SECRETARIAT, kwargs=workshop),
    Row("rollout:attendance", "POST", SECRETARIAT, kwargs=workshop),
    Row("rollout:add_support", "GET", SECRETARIAT, kwargs=new_hub),
    Row("rollout:add_support", "POST", SECRETARIAT, kwargs=new_hub),
    Row("rollout:add_to_set", "GET", SECRETARIAT, kwargs=member_to_be),
    Row("rollout:add_to_set", "POST", SECRETARIAT, kwargs=member_to_be),
    Row("rollout:change_support", "GET", SECRETARIAT, kwargs=hub),
    Row("rollout:change_support", "POST", SECRETARIAT, kwargs=hub),
]
