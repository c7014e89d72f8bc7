"""Posts that one person holds at a time: ended on a day, begun on the same day by the next. No permissions here.

Whoever is put in charge by somebody else is told by email, unless `tells` is False.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from areas.models import (
    Area,
    AreaChampion,
    Authority,
    AuthorityMembership,
    Department,
    DepartmentMembership,
    LocalityLead,
    Neighbourhood,
    NeighbourhoodMembership,
)
from areas.services.people.telling import tell_assigned
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.audit.services import record

Part = DepartmentMembership.Part


def day_of(now: datetime) -> date:
    """Return the day in London on which `now` falls."""
    return timezone.localtime(now).date()


def still_held(rows: models.QuerySet, today: date) -> models.QuerySet:
    """Keep the rows that hold on `today` or are to hold later."""
    return rows.filter(models.Q(to_on__isnull=True) | models.Q(to_on__gt=today))


def end_rows(rows: models.QuerySet, today: date) -> list[Any]:
    """End every row of `rows` that is still held: `today` is the first day on which it no longer holds."""
    ended = list(still_held(rows, today).order_by("pk").select_for_update(of=("self",)))
    for row in ended:
        row.to_on = max(today, row.from_on)
        row.save(update_fields=["to_on"])
    return ended


def check_role(user: User, roles: frozenset[str], post: str) -> None:
    """Raise ValidationError unless `user` has access and one of `roles`."""
    if not user.is_active:
        raise ValidationError(f"The access of {user} has ended. Choose somebody else as {post}")
    if user.role not in roles:
        said = " or ".join(sorted(Role(role).label.lower() for role in roles))
        raise ValidationError(f"{user} is no {said}. Choose somebody else as {post}")


def put_champion(
    department: Department, user: User, *, by: Any, now: datetime, tells: bool = True
) -> DepartmentMembership:
    """Make `user` the champion of `department` from today; whoever was champion no longer is."""
    check_role(user, frozenset({Role.CHAMPION}), f"champion of {department}")
    today = day_of(now)
    Department.objects.select_for_update().get(pk=department.pk)
    of_department = DepartmentMembership.objects.filter(department=department)
    current = still_held(of_department.filter(part=Part.CHAMPION), today)
    kept = current.filter(user=user, from_on__lte=today, to_on__isnull=True).first()
    if kept is not None:
        return kept
    before = end_rows(of_department.filter(part=Part.CHAMPION), today)
    end_rows(of_department.filter(user=user), today)
    made = DepartmentMembership.objects.create(department=department, user=user, part=Part.CHAMPION, from_on=today)
    record(by=by, verb="department.champion_assigned", on=made, data={"before": _names(before)}, now=now)
    if tells:
        tell_assigned(made, by=by, now=now)
    return made


def put_deputy(
    department: Department, user: User, *, by: Any, now: datetime, tells: bool = True
) -> DepartmentMembership:
    """Make `user` a deputy of the champion of `department` from today; there may be several."""
    check_role(user, frozenset({Role.CHAMPION}), f"deputy of {department}")
    today = day_of(now)
    Department.objects.select_for_update().get(pk=department.pk)
    held = still_held(DepartmentMembership.objects.filter(department=department, user=user), today).first()
    if held is not None:
        if held.part == Part.CHAMPION:
            raise ValidationError(f"{user} is champion of {department}. Assign another champion first")
        return held
    made = DepartmentMembership.objects.create(department=department, user=user, part=Part.DEPUTY, from_on=today)
    record(by=by, verb="department.deputy_named", on=made, now=now)
    if tells:
        tell_assigned(made, by=by, now=now)
    return made


def put_area_champion(area: Area, user: User, *, by: Any, now: datetime) -> AreaChampion:
    """Make `user` the senior official who champions `area` from today."""
    check_role(user, frozenset({Role.SECRETARIAT, Role.CHAMPION, Role.LOCALITY_LEAD}), f"champion of {area}")
    today = day_of(now)
    Area.objects.select_for_update().get(pk=area.pk)
    of_area = AreaChampion.objects.filter(area=area)
    kept = of_area.filter(user=user, from_on__lte=today, to_on__isnull=True).first()
    if kept is not None:
        return kept
    before = end_rows(of_area, today)
    made = AreaChampion.objects.create(area=area, user=user, from_on=today)
    record(by=by, verb="area.champion_assigned", on=made, data={"before": _names(before)}, now=now)
    tell_assigned(made, by=by, now=now)
    return made


def put_locality_lead(
    authority: Authority, user: User, *, note: str, by: Any, now: datetime, tells: bool = True
) -> LocalityLead:
    """Make `user` the locality lead for `authority` from today; `note` is what the successor should know."""
    check_role(user, frozenset({Role.LOCALITY_LEAD}), f"locality lead for {authority}")
    today = day_of(now)
    Authority.objects.select_for_update().get(pk=authority.pk)
    of_authority = LocalityLead.objects.filter(authority=authority)
    kept = of_authority.filter(user=user, from_on__lte=today, to_on__isnull=True).first()
    if kept is not None:
        return kept
    before = end_rows(of_authority, today)
    made = LocalityLead.objects.create(authority=authority, user=user, from_on=today, handover_note=note)
    record(by=by, verb="authority.lead_assigned", on=made, data={"before": _names(before), "note": note}, now=now)
    if tells:
        tell_assigned(made, by=by, now=now)
    return made


def put_officer(authority: Authority, user: User, *, by: Any, now: datetime, tells: bool = True) -> AuthorityMembership:
    """Make `user` an officer of `authority` from today."""
    check_role(user, frozenset({Role.OFFICER}), f"officer of {authority}")
    today = day_of(now)
    held = still_held(AuthorityMembership.objects.filter(authority=authority, user=user), today).first()
    if held is not None:
        return held
    made = AuthorityMembership.objects.create(authority=authority, user=user, from_on=today)
    record(by=by, verb="authority.officer_added", on=made, now=now)
    if tells:
        tell_assigned(made, by=by, now=now)
    return made


def put_member(
    neighbourhood: Neighbourhood, user: User, *, by: Any, now: datetime, tells: bool = True
) -> NeighbourhoodMembership:
    """Make `user` a member of the community for `neighbourhood` from today (F003 ¶7)."""
    check_role(user, frozenset({Role.COMMUNITY}), f"member of the community of {neighbourhood}")
    today = day_of(now)
    of_neighbourhood = NeighbourhoodMembership.objects.filter(neighbourhood=neighbourhood, user=user)
    held = still_held(of_neighbourhood, today).first()
    if held is not None:
        return held
    made = NeighbourhoodMembership.objects.create(neighbourhood=neighbourhood, user=user, from_on=today)
    record(by=by, verb="neighbourhood.member_added", on=made, now=now)
    if tells:
        tell_assigned(made, by=by, now=now)
    return made


def _names(rows: list[Any]) -> list[str]:
    return [str(row.user) for row in rows]
