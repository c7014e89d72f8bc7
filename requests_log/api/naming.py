"""The areas and departments that a body names, as services take them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from areas.access import duties_of
from areas.models import Area, Authority
from areas.models.querysets import AreaQuerySet
from cbtracker.rest.errors import Wrong
from requests_log.models import PROGRAMME_WIDE, AreaScope, DepartmentScope, LoggedRequest
from requests_log.services.naming import (
    AreasNamed,
    DepartmentsNamed,
    NamedArea,
    areas_from_record,
    departments_from_record,
)
from requests_log.services.raising import NAMES_ANY_AREA

Said = Mapping[str, Any]
AREA_FIELDS = frozenset({"scope", "areas"})
DEPARTMENT_FIELDS = frozenset({"department_scope", "departments", "lead"})
NAMING_FIELDS = AREA_FIELDS | DEPARTMENT_FIELDS


def areas_to_raise_for(user: Any) -> AreaQuerySet:
    """The areas that `user` may raise a request for: their own, or any."""
    rows = Area.objects.visible_to(user)
    return rows if user.role in NAMES_ANY_AREA else rows.filter(pk__in=duties_of(user).areas)


def places(said: Sequence[Said], rows: AreaQuerySet) -> tuple[NamedArea, ...]:
    """The areas among `rows` that `said` names by slug, each with its authority by GSS code; two queries.

    Raises Wrong with the pointer of each that is not there.
    """
    areas = {row.slug: row for row in rows.filter(slug__in=[one["area"] for one in said])}
    codes = {one["authority"] for one in said if one["authority"]}
    authorities = Authority.objects.in_bulk(codes, field_name="gss_code") if codes else {}
    faults = []
    for index, one in enumerate(said):
        if one["area"] not in areas:
            faults.append(_unknown(f"#/areas/{index}/area", "area"))
        if one["authority"] and one["authority"] not in authorities:
            faults.append(_unknown(f"#/areas/{index}/authority", "authority"))
    if faults:
        raise Wrong(faults)
    return tuple(NamedArea(areas[one["area"]], authorities.get(one["authority"])) for one in said)


def _unknown(pointer: str, what: str) -> dict[str, str]:
    return {"pointer": pointer, "detail": f"There is no such {what} that you may choose."}


def new_areas(entry: LoggedRequest, said: Said, user: Any) -> AreasNamed | None:
    """The areas of `entry` as `said` changes them; None where they stay the same. Raises Wrong."""
    if not AREA_FIELDS & said.keys():
        return None
    scope = said.get("scope") or entry.scope or AreaScope.NAMED.value
    if "areas" in said:
        items = places(said["areas"], Area.objects.visible_to(user))
    elif scope in PROGRAMME_WIDE:
        items = ()
    else:
        items = areas_from_record(entry.record["areas"], scope=scope, label="").items
    named = AreasNamed(scope, items)
    return None if scope == entry.scope and named.record() == entry.record["areas"] else named


def new_departments(entry: LoggedRequest, said: Said) -> DepartmentsNamed | None:
    """The departments of `entry` as `said` changes them; None where `said` does not name any.

    A lead that is the first named goes on being the first named; one that was chosen stays chosen.
    """
    if not DEPARTMENT_FIELDS & said.keys():
        return None
    rows = entry.record["departments"]
    chosen = entry.lead_id if rows and rows[0]["id"] != entry.lead_id else None
    present = departments_from_record(rows, scope=entry.department_scope, label="", lead_id=chosen)
    return DepartmentsNamed(
        said.get("department_scope", present.scope),
        tuple(said.get("departments", present.items)),
        said.get("lead", present.lead),
    )


def all_departments(said: Said) -> DepartmentsNamed | None:
    """The departments that `said` names for requests of any; None where it does not name any."""
    if not DEPARTMENT_FIELDS & said.keys():
        return None
    scope = said.get("department_scope", DepartmentScope.NAMED.value)
    return DepartmentsNamed(scope, tuple(said.get("departments", ())), said.get("lead"))
