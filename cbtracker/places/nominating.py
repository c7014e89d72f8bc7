"""What an officer's home page says of nominating their place: where it is, and what comes next."""

from __future__ import annotations

from typing import Any

from areas.access import duties_of
from cbtracker.places.home_parts import Link
from cbtracker.places.navigation import address
from rollout.models import Nomination
from rollout.nomination_answers import nomination_title
from rollout.nomination_tasks import next_step

START = "Nominate your place"
START_HINT = "Say that you want to start a Community Budget, and when. It is not a bid: nothing is scored or ranked"


def own_nominations(user: Any, *, has_area: bool) -> list[Link]:
    """The open nominations of the officer's authorities with the next step of each, in two queries.

    Where there is none, and no area either: where to begin. `has_area` says whether a place of theirs is an area.
    """
    rows = Nomination.objects.visible_to(user).open().select_related("lead_authority").prefetch_related("authorities")
    found = [link for one in rows.order_by("pk") if (link := _link(one)).href]
    if found or has_area or not duties_of(user).authorities:
        return found
    href = address("rollout:nominate")
    return [Link(START, href, START_HINT)] if href else []


def _link(nomination: Nomination) -> Link:
    route = "rollout:nomination_tasks" if nomination.is_draft else "rollout:nomination"
    href = address(route, nomination.pk) or address("rollout:nomination", nomination.pk)
    return Link(f"Your nomination of {nomination_title(nomination)}", href, next_step(nomination))
