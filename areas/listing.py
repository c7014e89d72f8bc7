"""The lists of places as the pages and the API show them: their rows with what they need, and their orders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from areas.models import Area, AreaChampion, Authority
from areas.selectors import area_in_force, members_in_force, members_with_leads
from cbtracker.web.sorting import Sort

AREA_ORDERS: Mapping[str, str] = {"name": "name", "phase": "phase__order", "members": "member_count"}
AUTHORITY_ORDERS: Mapping[str, str] = {
    "name": "short_name",
    "code": "gss_code",
    "region": "region_name",
    "type": "kind",
}
DEFAULT_ORDER = "name"


def areas_listed(user: Any, *, on: date) -> QuerySet[Area]:
    """Areas that `user` may read with their phase, members on the day `on` as `members_now`, and `member_count`."""
    areas = Area.objects.visible_to(user).with_member_count(on=on)
    return areas.select_related("phase").prefetch_related(members_in_force(on))


def authorities_listed(user: Any, *, on: date) -> QuerySet[Authority]:
    """Authorities that `user` may read, with the area that they are in on the day `on` as `areas_now`."""
    return Authority.objects.visible_to(user).prefetch_related(area_in_force(on))


def in_order(places: QuerySet[Any], sort: Sort) -> QuerySet[Any]:
    """`places` in the order of `sort`."""
    return places.order_by(*(f"-{name}" if way == "desc" else name for name, way in sort.order))


def area_in_full(user: Any, *, on: date) -> QuerySet[Area]:
    """Areas that `user` may read with what the page of one says of people: each kind in one query.

    `members_now` on the day `on`, each authority with its `leads` of all times, and `champions_ever`.
    """
    champions = AreaChampion.objects.select_related("user").order_by("-from_on", "-pk")
    return (
        Area.objects.visible_to(user)
        .select_related("phase", "lead_authority")
        .prefetch_related(members_with_leads(on), Prefetch("champions", champions, to_attr="champions_ever"), "aliases")
    )
