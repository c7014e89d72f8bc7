"""What pages and the API read of neighbourhoods (F003 ¶5–7, Annex A)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from areas.access import can, duties_of
from areas.authority_parts import Part
from areas.models import Authority, Neighbourhood, NeighbourhoodMembership
from cbtracker.accounts.permissions import Permission


def neighbourhoods_listed(user: Any) -> QuerySet[Neighbourhood]:
    """Neighbourhoods that `user` may read, each with its authority, by name."""
    return Neighbourhood.objects.visible_to(user).select_related("authority").order_by("name", "pk")


def own_neighbourhoods(user: Any) -> QuerySet[Neighbourhood]:
    """The neighbourhoods of whose communities `user` is a member today, each with its authority, by name."""
    return neighbourhoods_listed(user).filter(pk__in=duties_of(user).neighbourhoods)


def may_edit(user: Any, neighbourhood: Neighbourhood) -> bool:
    """Whether `user` may change what is said of it: its authority's officers and its own community alike (F003 ¶7)."""
    return can(user, Permission.EDIT_NEIGHBOURHOOD, on=neighbourhood)


def members_shown(neighbourhood: Neighbourhood, user: Any, *, today: date) -> list[NeighbourhoodMembership] | None:
    """Its people on the day `today`, by name; None for whoever neither works with them nor is of Whitehall.

    They are residents, not officials: nobody else needs their names.
    """
    if not (user.is_whitehall or may_edit(user, neighbourhood)):
        return None
    held = NeighbourhoodMembership.objects.in_force(today).filter(neighbourhood=neighbourhood)
    return list(held.select_related("user").order_by("user__full_name", "pk"))


def neighbourhoods_part(authority: Authority, user: Any) -> Part:
    """The neighbourhoods of `authority`, and whether `user` may add one: what its page says of them."""
    rows = neighbourhoods_listed(user).filter(authority=authority)
    may_add = may_edit(user, Neighbourhood(authority=authority))
    return Part("areas/_neighbourhoods.html", {"neighbourhoods": list(rows), "may_add": may_add})
