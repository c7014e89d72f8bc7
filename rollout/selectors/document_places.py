"""Of which places somebody may add documents: areas, and authorities that are not in one yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

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


def areas_to_add_to(user: Any) -> QuerySet[Area]:
    """The areas whose documents `user` may add, by name."""
    areas = Area.objects.visible_to(user).order_by("name")
    return areas if _adds_anywhere(user) else areas.filter(pk__in=duties_of(user).areas)


def authorities_to_add_to(user: Any, *, today: date) -> QuerySet[Authority]:
    """The authorities whose documents `user` may add, by name: those that are in no area."""
    inside = AreaMember.objects.in_force(today).order_by().values("authority_id")
    authorities = Authority.objects.visible_to(user).exclude(pk__in=inside).order_by("short_name")
    return authorities if _adds_anywhere(user) else authorities.filter(pk__in=duties_of(user).authorities)


def _adds_anywhere(user: Any) -> bool:
    return GRANTS[user.role][Permission.EDIT_AREA_DOCUMENTS] is Reach.ANY


def place_choices(user: Any, *, today: date) -> list[tuple[str, str]]:
    """The places whose documents `user` may add, as keys and names, areas before authorities, each by name."""
    found: list[Area | Authority] = [*areas_to_add_to(user), *authorities_to_add_to(user, today=today)]
    names = [one.name if isinstance(one, Area) else one.short_name for one in found]
    return [(key_of(one), name) for one, name in zip(found, names, strict=True)]
