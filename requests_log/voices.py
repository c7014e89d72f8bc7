"""For whom somebody speaks on a request: the whole, or a department's part of it (DESIGN §5, §6)."""

from __future__ import annotations

from typing import Any

from areas.access import duties_of
from areas.models import Department
from cbtracker.accounts.permissions import Role
from requests_log.models import DepartmentScope, LoggedRequest

SPEAKER = "for"
WHOLE = "whole"


def named_departments(entry: LoggedRequest) -> list[Department]:
    """The departments that `entry` names, in order, made from its record without a query."""
    rows = entry.record.get("departments", [])
    return [Department(pk=row["id"], abbreviation=row["abbreviation"], name=row["name"]) for row in rows]


def voices_of(user: Any, entry: LoggedRequest) -> list[Department | None]:
    """For whom `user` may speak on `entry`, the likeliest first; None is the request as a whole.

    A champion speaks for own departments, the secretariat for the whole or for any department.
    """
    named = named_departments(entry)
    to_all = entry.department_scope == DepartmentScope.ALL
    if user.role == Role.CHAMPION:
        own = duties_of(user).departments
        mine: list[Department | None] = [row for row in named if row.pk in own]
        if not to_all or mine:
            return mine
        direct = Department.objects.filter(pk__in=own).exclude(answered_by__in=own)
        return list(direct)
    if to_all:
        return [None, *Department.objects.all()]
    return [None, *named] if len(named) > 1 else [None]


def lost_department(abbreviation: str, user: Any, entry: LoggedRequest) -> str:
    """The name of the own department for which a champion wrote, if `entry` is no longer made of it; else blank."""
    if (
        not abbreviation
        or "\x00" in abbreviation
        or user.role != Role.CHAMPION
        or entry.department_scope == DepartmentScope.ALL
    ):
        return ""
    if any(row["abbreviation"] == abbreviation for row in entry.record.get("departments", [])):
        return ""
    own = Department.objects.filter(abbreviation=abbreviation, pk__in=duties_of(user).departments)
    return own.values_list("name", flat=True).first() or ""
