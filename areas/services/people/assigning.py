"""Assigning champions, deputies and leads: the secretariat's to do."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from areas.access import require
from areas.models import (
    Area,
    AreaChampion,
    Authority,
    Department,
    DepartmentMembership,
    LocalityLead,
    Neighbourhood,
    NeighbourhoodMembership,
)
from areas.services.people import posts
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record


@transaction.atomic
def assign_champion(*, department: Department, user: User, by: User, now: datetime) -> DepartmentMembership:
    """Make `user` the champion of `department` from today. Raises NotPermitted, ValidationError."""
    require(by, Permission.ASSIGN_LEADS)
    return posts.put_champion(department, user, by=by, now=now)


@transaction.atomic
def name_deputy(*, department: Department, user: User, by: User, now: datetime) -> DepartmentMembership:
    """Make `user` a deputy in `department` from today. Raises NotPermitted, ValidationError."""
    require(by, Permission.ASSIGN_LEADS)
    return posts.put_deputy(department, user, by=by, now=now)


@transaction.atomic
def end_deputy(*, membership: DepartmentMembership, by: User, now: datetime) -> None:
    """End a deputy's part; a champion's ends by assigning another. Raises NotPermitted."""
    require(by, Permission.ASSIGN_LEADS)
    rows = DepartmentMembership.objects.filter(pk=membership.pk, part=DepartmentMembership.Part.DEPUTY)
    for ended in posts.end_rows(rows, posts.day_of(now)):
        record(by=by, verb="department.deputy_ended", on=ended, now=now)


@transaction.atomic
def assign_area_champion(*, area: Area, user: User, by: User, now: datetime) -> AreaChampion:
    """Make `user` the champion of `area` from today. Raises NotPermitted, ValidationError."""
    require(by, Permission.ASSIGN_LEADS)
    return posts.put_area_champion(area, user, by=by, now=now)


@transaction.atomic
def hand_over_locality(*, authority: Authority, user: User, by: User, now: datetime, note: str = "") -> LocalityLead:
    """Make `user` the locality lead for `authority` from today (F000 ¶14).

    `note` is what the successor should know. Raises NotPermitted, ValidationError.
    """
    require(by, Permission.ASSIGN_LEADS)
    return posts.put_locality_lead(authority, user, note=note, by=by, now=now)


@transaction.atomic
def add_member(*, neighbourhood: Neighbourhood, user: User, by: User, now: datetime) -> NeighbourhoodMembership:
    """Make `user` a member of the community for `neighbourhood` from today. Raises NotPermitted, ValidationError."""
    require(by, Permission.ASSIGN_LEADS)
    return posts.put_member(neighbourhood, user, by=by, now=now)


@transaction.atomic
def end_member(*, membership: NeighbourhoodMembership, by: User, now: datetime) -> None:
    """End what a member of the community has in a neighbourhood. Raises NotPermitted."""
    require(by, Permission.ASSIGN_LEADS)
    rows = NeighbourhoodMembership.objects.filter(pk=membership.pk)
    for ended in posts.end_rows(rows, posts.day_of(now)):
        record(by=by, verb="neighbourhood.member_ended", on=ended, now=now)
