"""Rows of the matrix: areas."""

from __future__ import annotations

from typing import Any

from areas.models import Resource
from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import PROGRAMME, SECRETARIAT, Row

KEEPERS = SECRETARIAT | {Role.OFFICER, Role.LOCALITY_LEAD}
COMMUNITY = frozenset({Role.COMMUNITY})


def furnish(world: Any) -> None:
    """Add the records that the rows below need."""
    for side in (world.own, world.other):
        side.resource = Resource.objects.create(
            area=side.area, year=2011, contributor="Council", manner="in_kind", other_stream="Staff"
        )


def area(side: Any, user: Any) -> dict[str, Any]:
    """The side's area."""
    return {"slug": side.area.slug}


def resource(side: Any, user: Any) -> dict[str, Any]:
    """A resource of the side's area."""
    return {"slug": side.area.slug, "pk": side.resource.pk}


def authority(side: Any, user: Any) -> dict[str, Any]:
    """The side's authority."""
    return {"slug": side.authority.slug}


def neighbourhood(side: Any, user: Any) -> dict[str, Any]:
    """The side's neighbourhood."""
    return {"slug": side.neighbourhood.slug}


ROWS: list[Row] = [
    Row("areas:list", "GET", PROGRAMME),
    Row("areas:map", "GET", PROGRAMME),
    Row("areas:authorities", "GET", PROGRAMME),
    Row("areas:authority", "GET", PROGRAMME, kwargs=authority),
    Row("areas:neighbourhoods", "GET", PROGRAMME),
    Row("areas:neighbourhood", "GET", PROGRAMME, kwargs=neighbourhood),
    Row("areas:add_neighbourhood", "GET", KEEPERS, other=SECRETARIAT, kwargs=authority),
    Row("areas:add_neighbourhood", "POST", KEEPERS, other=SECRETARIAT, kwargs=authority),
    Row("areas:change_neighbourhood", "GET", KEEPERS | COMMUNITY, other=SECRETARIAT, kwargs=neighbourhood),
    Row("areas:change_neighbourhood", "POST", KEEPERS | COMMUNITY, other=SECRETARIAT, kwargs=neighbourhood),
    Row("places:place", "GET", PROGRAMME, kwargs=area),
    Row("places:add_resource", "GET", KEEPERS, other=SECRETARIAT, kwargs=area),
    Row("places:add_resource", "POST", KEEPERS, other=SECRETARIAT, kwargs=area),
    Row("places:change_resource", "GET", KEEPERS, other=SECRETARIAT, kwargs=resource),
    Row("places:change_resource", "POST", KEEPERS, other=SECRETARIAT, kwargs=resource),
    Row("places:remove_resource", "GET", KEEPERS, other=SECRETARIAT, kwargs=resource),
    Row("places:remove_resource", "POST", KEEPERS, other=SECRETARIAT, kwargs=resource),
]
