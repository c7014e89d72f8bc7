"""The areas and departments of a request: as records, as labels and as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from areas.models import Area, AreaMember, Authority, Department
from requests_log.models import (
    PROGRAMME_WIDE,
    AreaScope,
    DepartmentScope,
    LoggedRequest,
    RequestArea,
    RequestDepartment,
)

DEFAULT_LEAD = "DCLG"


@dataclass(frozen=True)
class NamedArea:
    """An area of a request; `authority` is the member that raised it, where one did."""

    area: Area
    authority: Authority | None = None


@dataclass(frozen=True)
class AreasNamed:
    """Whom a request is for. `label` is the label as printed in a paper, blank: made from the rest."""

    scope: str = ""
    items: tuple[NamedArea, ...] = ()
    label: str = ""

    def columns(self) -> dict[str, Any]:
        """The request's columns for it."""
        label = self.label or compose_areas(self)
        return {"scope": self.scope, "areas_label": label, "areas_printed": bool(self.label)}

    def record(self) -> list[dict[str, Any]]:
        """The record's `areas`."""
        return [
            {
                "id": item.area.pk,
                "slug": item.area.slug,
                "name": item.area.name,
                "authority_id": item.authority.pk if item.authority else None,
                "authority": item.authority.short_name if item.authority else "",
            }
            for item in self.items
        ]


@dataclass(frozen=True)
class DepartmentsNamed:
    """Whom a request is made of: departments in order; scope *all* queues it for every champion."""

    scope: str = DepartmentScope.NAMED
    items: tuple[Department, ...] = ()
    lead: Department | None = None
    label: str = ""

    def columns(self) -> dict[str, Any]:
        """The request's columns for it."""
        label = self.label or compose_departments(self)
        return {
            "department_scope": self.scope,
            "departments_label": label,
            "departments_printed": bool(self.label),
            "lead": self.lead,
        }

    def record(self) -> list[dict[str, Any]]:
        """The record's `departments`, those named only."""
        return [{"id": row.pk, "abbreviation": row.abbreviation, "name": row.name} for row in self.items]


def compose_areas(named: AreasNamed) -> str:
    """The label of areas that no paper printed, such as "Swindon and others"."""
    if named.scope in PROGRAMME_WIDE:
        return AreaScope(named.scope).label
    names = [
        f"{item.area.name} ({item.authority.short_name})" if item.authority else item.area.name for item in named.items
    ]
    others = " and others" if named.scope == AreaScope.NAMED_AND_OTHERS else ""
    return ", ".join(names) + others


def compose_departments(named: DepartmentsNamed) -> str:
    """The label of departments that no paper printed, such as "DfE, MoJ"."""
    names = ", ".join(row.abbreviation for row in named.items)
    if named.scope != DepartmentScope.ALL:
        return names
    return f"{names}/All" if names else "All"


def check_areas(named: AreasNamed) -> None:
    """Raise ValidationError on the field `areas` where scope and areas do not fit each other."""
    if named.scope in {AreaScope.NAMED, AreaScope.NAMED_AND_OTHERS} and not named.items:
        raise ValidationError({"areas": "Choose at least one area."})
    if named.scope in PROGRAMME_WIDE and named.items:
        raise ValidationError({"areas": "Choose either areas by name, or many or all areas."})
    if len({item.area.pk for item in named.items}) < len(named.items):
        raise ValidationError({"areas": "Name each area once."})
    if _is_too_long(named.columns()["areas_label"], "areas_label"):
        raise ValidationError({"areas": "Name fewer areas, or make it a request for many areas."})


def _is_too_long(label: str, column: str) -> bool:
    field: Any = LoggedRequest._meta.get_field(column)
    return len(label) > field.max_length


def with_members(named: AreasNamed, *, on: date) -> AreasNamed:
    """`named` without authorities that are all of their area on the day `on`: naming one says nothing more.

    Raises ValidationError on the field `areas` for one that is not of its area. One query where any is named.
    """
    keys = [item.area.pk for item in named.items if item.authority]
    if not keys:
        return named
    members: dict[int, set[int]] = defaultdict(set)
    for area, authority in AreaMember.objects.in_force(on).filter(area__in=keys).values_list("area", "authority"):
        members[area].add(authority)
    for item in named.items:
        if item.authority and item.authority.pk not in members[item.area.pk]:
            message = f"“{item.authority.short_name}” is not an authority of {item.area.name}."
            raise ValidationError({"areas": message})
    several = (item if len(members[item.area.pk]) > 1 else NamedArea(item.area) for item in named.items)
    return replace(named, items=tuple(several))


def with_lead(named: DepartmentsNamed) -> DepartmentsNamed:
    """`named` with its lead: the one chosen, else the first named, else DCLG where all are asked (DESIGN §5).

    Raises ValidationError on the fields `departments` and `lead`.
    """
    if _is_too_long(named.columns()["departments_label"], "departments_label"):
        raise ValidationError({"departments": "Name fewer departments, or make it a request to all of them."})
    if named.lead is not None:
        if named.items and named.lead not in named.items:
            raise ValidationError({"lead": "The lead must be one of the departments of the request."})
        return named
    lead = named.items[0] if named.items else None
    if lead is None and named.scope == DepartmentScope.ALL:
        lead = Department.objects.get(abbreviation=DEFAULT_LEAD)
    return DepartmentsNamed(named.scope, named.items, lead, named.label)


def area_rows(entry: LoggedRequest, named: AreasNamed) -> list[RequestArea]:
    """Unsaved rows of the areas of `entry`."""
    return [
        RequestArea(entry=entry, area=item.area, authority=item.authority, order=order)
        for order, item in enumerate(named.items)
    ]


def department_rows(
    entry: LoggedRequest, named: DepartmentsNamed, everyone: Sequence[Department]
) -> list[RequestDepartment]:
    """Unsaved rows of the departments of `entry`; `everyone` is every department, for the scope *all*."""
    asked: list[tuple[Department, bool]] = [(row, True) for row in named.items]
    if named.scope == DepartmentScope.ALL:
        asked += [(row, False) for row in everyone if row not in named.items]
    return [
        RequestDepartment(
            entry=entry,
            department=row,
            order=order,
            named=is_named,
            status=entry.status,
            updated_at=entry.updated_at,
            fresh_at=entry.fresh_at,
        )
        for order, (row, is_named) in enumerate(asked)
    ]


def set_areas(entry: LoggedRequest, named: AreasNamed) -> None:
    """Replace the rows of the areas of `entry`; the columns and the record are the caller's."""
    RequestArea.objects.filter(entry=entry).delete()
    RequestArea.objects.bulk_create(area_rows(entry, named))


def set_departments(entry: LoggedRequest, named: DepartmentsNamed) -> None:
    """Replace the rows of the departments of `entry`, keeping when each part was last fresh."""
    set_departments_of_all([entry], named)


def set_departments_of_all(entries: Sequence[LoggedRequest], named: DepartmentsNamed) -> None:
    """`set_departments` of many requests, in statements that do not grow with them."""
    present = RequestDepartment.objects.filter(entry__in=[entry.pk for entry in entries])
    kept = {(entry, department): at for entry, department, at in present.values_list("entry", "department", "fresh_at")}
    present.delete()
    everyone = list(Department.objects.all())
    rows = [row for entry in entries for row in department_rows(entry, named, everyone)]
    for row in rows:
        row.fresh_at = kept.get((row.entry_id, row.department_id), row.fresh_at)
    RequestDepartment.objects.bulk_create(rows)


def areas_from_record(rows: Iterable[dict[str, Any]], *, scope: str, label: str) -> AreasNamed:
    """The areas that a record names, read back from the database in two queries."""
    rows = list(rows)
    areas = Area.objects.in_bulk([row["id"] for row in rows])
    authorities = Authority.objects.in_bulk([row["authority_id"] for row in rows if row["authority_id"]])
    items = tuple(NamedArea(areas[row["id"]], authorities.get(row["authority_id"])) for row in rows)
    return AreasNamed(scope, items, label)


def departments_from_record(
    rows: Iterable[dict[str, Any]], *, scope: str, label: str, lead_id: int | None
) -> DepartmentsNamed:
    """The departments that a record names, read back from the database in one query."""
    keys = [row["id"] for row in rows]
    found = Department.objects.in_bulk([*keys, *([lead_id] if lead_id else [])])
    return DepartmentsNamed(scope, tuple(found[key] for key in keys), found.get(lead_id) if lead_id else None, label)
