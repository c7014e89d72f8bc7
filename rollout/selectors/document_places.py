"""Of which places somebody may add documents: areas, and authorities that are not in one yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from areas.access import duties_of
from areas.models import Area, AreaMember, Authority
from cbtracker.accounts.permissions import GRANTS, Permission, Reach

AREA, AUTHORITY = "area", "authority"


def key_of(place: Area | Authority) -> str:
    """What `place` is called in addresses and forms, such as "area:swindon"."""
    return f"{AREA if isinstance(place, Area) else AUTHORITY}:{place.slug}"


def place_of(key: str) -> Area | Authority:
    """The place that `key_of` called `key`: one of `place_choices`."""
    kind, _, slug = key.partition(":")
    return Area.objects.get(slug=slug) if kind == AREA else Authority.objects.get(slug=slug)


def place_choices(user: Any, *, today: date) -> list[tuple[str, str]]:
    """The places whose documents `user` may add, as keys and names, areas before authorities, each by name."""
    inside = AreaMember.objects.in_force(today).order_by().values("authority_id")
    areas = Area.objects.visible_to(user).order_by("name")
    authorities = Authority.objects.visible_to(user).exclude(pk__in=inside).order_by("short_name")
    if GRANTS[user.role][Permission.EDIT_AREA_DOCUMENTS] is not Reach.ANY:
        own = duties_of(user)
        areas, authorities = areas.filter(pk__in=own.areas), authorities.filter(pk__in=own.authorities)
    found: list[Area | Authority] = [*areas, *authorities]
    names = [one.name if isinstance(one, Area) else one.short_name for one in found]
    return [(key_of(one), name) for one, name in zip(found, names, strict=True)]
