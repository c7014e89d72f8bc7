"""What the home page says of a person's own neighbourhoods and of the operational plans that are theirs to write."""

from __future__ import annotations

from typing import Any

from areas.neighbourhoods import own_neighbourhoods
from cbtracker.places.home_parts import Link
from cbtracker.places.navigation import address
from rollout.workstrands.models import OperationalPlan


def neighbourhood_links(user: Any) -> list[Link]:
    """The pages of `user`'s own neighbourhoods."""
    return [
        Link(f"{one.name}, {one.authority.short_name}", address("areas:neighbourhood", one.slug), _wanted(one.about))
        for one in own_neighbourhoods(user)
    ]


def plan_links(user: Any) -> list[Link]:
    """The plans of `user`'s own places, each with its workstrand; of places that are still selected."""
    rows = OperationalPlan.objects.visible_to(user).filter(place__ended_on__isnull=True)
    named = rows.order_by("place__name").values_list("place__name", "place__slug", "place__strand__name")
    return [
        Link(f"Operational plan of {name}", address("workstrands:plan", slug), strand) for name, slug, strand in named
    ]


def _wanted(about: str) -> str:
    return "Its boundary and what it wants" if about else "Say what the people who live there want"
