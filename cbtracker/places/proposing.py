"""What an officer's home page says of the area's proposal: whether one is missing, or can still be changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cbtracker.places.home_parts import Link, Place
from cbtracker.places.navigation import address
from families.models import ProposalRevision
from families.selectors.proposals import newest_revisions

ENTER = "Say how many families your area will support. Nothing has been entered yet"
WAITS = "It waits to be confirmed. Until then you can change it"


def own_proposals(user: Any, places: Sequence[Place]) -> list[Link]:
    """A link for each of `places` whose proposal is not confirmed, in one query; it says no figure."""
    if not places:
        return []
    rows = newest_revisions(user).values_list("proposal__area__slug", "action")
    stands = dict(rows)
    return [
        Link(f"Your proposal for {place.name}", address("families:proposal", place.slug), hint)
        for place in places
        if (hint := _hint(stands.get(place.slug)))
    ]


def _hint(action: str | None) -> str:
    if action is None:
        return ENTER
    return "" if action == ProposalRevision.Action.CONFIRMED else WAITS
