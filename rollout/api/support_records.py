"""Records of support as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rollout.models import Attendee, BuddyPair, Hub, LearningSession, LearningSet, LearningSetMember, Workshop
from rollout.selectors.attendance import Attendance

OF_WORKSHOP = (
    *("id", "version", "title", "region", "starts_at", "ends_at", "venue", "run_by", "capacity", "about"),
    "cancelled",
)


def of_place(row: BuddyPair | LearningSetMember) -> dict[str, Any]:
    """Which place `row` is about."""
    return {
        "place": str(row.place),
        "area": row.area.slug if row.area else None,
        "authority": row.authority.gss_code if row.authority else None,
    }


def of_hub(hub: Hub) -> dict[str, Any]:
    """A hub."""
    return _same(hub, "id", "version", "region", "name", "host", "contact", "opened_on", "closed_on")


def of_pair(pair: BuddyPair) -> dict[str, Any]:
    """A pair."""
    return {**_same(pair, "id", "version", "from_on", "to_on", "note"), **of_place(pair), "helper": pair.helper.slug}


def of_member(member: LearningSetMember) -> dict[str, Any]:
    """A place in a set."""
    same = _same(member, "id", "version", "from_on", "to_on")
    return {**same, **of_place(member), "learning_set": member.learning_set_id}


def of_session(session: LearningSession) -> dict[str, Any]:
    """A session of a set."""
    return {**_same(session, "id", "version", "on", "topic", "notes"), "learning_set": session.learning_set_id}


def of_set(
    learning_set: LearningSet, members: Iterable[LearningSetMember], sessions: Iterable[LearningSession]
) -> dict[str, Any]:
    """A set with its places and sessions."""
    return {
        **_same(learning_set, "id", "version", "name", "purpose", "facilitator", "ended_on"),
        "members": [of_member(one) for one in members],
        "sessions": [of_session(one) for one in sessions],
    }


def of_workshop(workshop: Workshop, found: Attendance, people: Iterable[Attendee]) -> dict[str, Any]:
    """A workshop with who comes, as far as that is the reader's to know."""
    return {
        **_same(workshop, *OF_WORKSHOP),
        "coming": found.coming,
        "attended": found.attended,
        "places_left": found.places_left,
        "authorities": [
            {"authority": one.name, "coming": one.coming, "attended": one.attended, "absent": one.absent}
            for one in found.authorities
        ],
        "people": of_people(people),
    }


def of_people(people: Iterable[Attendee]) -> list[dict[str, Any]]:
    """People on a list."""
    return [{**_same(one, "id", "name", "comes", "attended"), "authority": one.authority.gss_code} for one in people]


def _same(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
