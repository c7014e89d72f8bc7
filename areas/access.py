"""Who may do what, on which record: `can()`, and the duties it is decided by (DESIGN §6)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from django.db.models import CharField, F, Value
from django.utils import timezone

from areas.models import (
    AreaMember,
    AuthorityMembership,
    Department,
    DepartmentMembership,
    LocalityLead,
    NeighbourhoodMembership,
)
from cbtracker.accounts.permissions import GRANTS, NotPermitted, Permission, Reach, Role, holds

__all__ = ["Duties", "NotPermitted", "Scope", "Scoped", "can", "duties_of", "forget_duties", "require"]


@dataclass(frozen=True)
class Duties:
    """What is a person's own today: primary keys of areas, authorities, departments and neighbourhoods."""

    areas: frozenset[int] = field(default_factory=frozenset)
    authorities: frozenset[int] = field(default_factory=frozenset)
    departments: frozenset[int] = field(default_factory=frozenset)
    neighbourhoods: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Scope:
    """What a record concerns, as primary keys by kind; `every_department` where all of them are asked.

    `people` are the accounts of those whom the record itself names.
    """

    areas: frozenset[int] = field(default_factory=frozenset)
    authorities: frozenset[int] = field(default_factory=frozenset)
    departments: frozenset[int] = field(default_factory=frozenset)
    neighbourhoods: frozenset[int] = field(default_factory=frozenset)
    lead: int | None = None
    every_department: bool = False
    people: frozenset[int] = field(default_factory=frozenset)

    def naming(self, people: frozenset[int]) -> Scope:
        """Return the same with the accounts of those whom the record names, by primary key."""
        return replace(self, people=people)


class Scoped(Protocol):
    """A record that can say what it concerns."""

    def access_scope(self) -> Scope:
        """Return the areas and departments that the record concerns."""
        ...


def duties_of(user: Any, *, today: date | None = None) -> Duties:
    """Return what is `user`'s own, in one query, kept on the user object for the rest of the request."""
    if not getattr(user, "is_authenticated", False):
        return Duties()
    kept = getattr(user, "_duties", None)  # through the wrapper that request.user is
    if kept is None or today is not None:
        kept = _read_duties(user, today or timezone.localdate())
        user._duties = kept
    return kept


def forget_duties(user: Any) -> None:
    """Read `user`'s duties again when they are next asked for: what is their own has just changed."""
    user._duties = None


def _read_duties(user: Any, today: date) -> Duties:
    if user.role in {Role.OFFICER, Role.LOCALITY_LEAD}:
        return _place_duties(user, today)
    if user.role == Role.CHAMPION:
        own = DepartmentMembership.objects.in_force(today).filter(user=user).values("department_id")
        rows = Department.objects.filter(pk__in=own) | Department.objects.filter(answered_by__in=own)
        return Duties(departments=frozenset(rows.values_list("pk", flat=True)))
    if user.role == Role.COMMUNITY:
        of = NeighbourhoodMembership.objects.in_force(today).filter(user=user)
        return Duties(neighbourhoods=frozenset(of.values_list("neighbourhood_id", flat=True)))
    return Duties()


def _place_duties(user: Any, today: date) -> Duties:
    model = AuthorityMembership if user.role == Role.OFFICER else LocalityLead
    own: Any = model.objects.in_force(today).filter(user=user)
    direct = own.annotate(what=Value("authority", CharField())).order_by().values_list("what", F("authority_id"))
    through = (
        AreaMember.objects.in_force(today)
        .filter(authority__in=own.values_list("authority", flat=True))
        .annotate(what=Value("area", CharField()))
        .order_by()
        .values_list("what", F("area_id"))
    )
    rows = list(direct.union(through, all=True))
    return Duties(
        areas=frozenset(pk for what, pk in rows if what == "area"),
        authorities=frozenset(pk for what, pk in rows if what == "authority"),
    )


def _reaches(user: Any, reach: Reach, scope: Scope) -> bool:
    duties = duties_of(user)
    if reach in {Reach.OWN_AREAS, Reach.OWN_PLACES}:
        return bool(duties.areas & scope.areas or duties.authorities & scope.authorities)
    if reach is Reach.ALL_OWN_AREAS:
        return bool(scope.areas) and scope.areas <= duties.areas
    if reach is Reach.OWN_DEPARTMENTS:
        return bool(duties.departments) and (scope.every_department or bool(duties.departments & scope.departments))
    if reach is Reach.OWN_NEIGHBOURHOODS:
        return bool(duties.neighbourhoods & scope.neighbourhoods)
    if reach is Reach.OWN_LEAD:
        return scope.lead in duties.departments
    if reach is Reach.NAMED:
        return user.pk in scope.people
    return reach is Reach.ANY


def can(user: Any, permission: Permission, on: Scoped | None = None) -> bool:
    """Whether `user` has `permission`; with `on`, whether it reaches that record.

    Without `on` the answer is whether there may be any record on which it holds.
    """
    if not holds(user, permission):
        return False
    return on is None or _reaches(user, GRANTS[user.role][permission], on.access_scope())


def require(user: Any, permission: Permission, on: Scoped | None = None) -> None:
    """Raise NotPermitted unless `can(user, permission, on=on)`."""
    if not can(user, permission, on=on):
        raise NotPermitted(f"{user} may not {permission.name.lower().replace('_', ' ')} here")
