"""What pages about people read. Names of places and departments only: no programme data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Prefetch, QuerySet

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
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role


@dataclass(frozen=True)
class Duty:
    """Something that a person is or was in charge of."""

    text: str
    from_on: date
    to_on: date | None
    note: str = ""

    def held(self, today: date) -> bool:
        """Whether it is theirs on `today` or will be."""
        return self.to_on is None or self.to_on > today


def duties_held(user: User) -> list[Duty]:
    """Return everything that `user` is, was or will be in charge of, the newest first."""
    departments = DepartmentMembership.objects.filter(user=user).select_related("department")
    areas = AreaChampion.objects.filter(user=user).select_related("area")
    leads = LocalityLead.objects.filter(user=user).select_related("authority")
    officers = AuthorityMembership.objects.filter(user=user).select_related("authority")
    members = NeighbourhoodMembership.objects.filter(user=user).select_related("neighbourhood__authority")
    duties: Iterable[Duty] = chain(
        (Duty(f"{row.get_part_display()} of {row.department}", row.from_on, row.to_on) for row in departments),
        (Duty(f"Champion of {row.area}", row.from_on, row.to_on) for row in areas),
        (Duty(f"Locality lead for {row.authority}", row.from_on, row.to_on, row.handover_note) for row in leads),
        (Duty(f"Officer of {row.authority}", row.from_on, row.to_on) for row in officers),
        (Duty(f"Member of the community for {_full(row.neighbourhood)}", row.from_on, row.to_on) for row in members),
    )
    return sorted(duties, key=lambda duty: (duty.from_on, duty.text), reverse=True)


def authority_choices() -> list[tuple[str, str]]:
    """Return every authority as its GSS code and name, by name: for those who invite, whatever else they may see."""
    return list(Authority.objects.order_by("short_name").values_list("gss_code", "short_name"))


def neighbourhood_choices() -> list[tuple[str, str]]:
    """Return every neighbourhood as its short name and its name with its authority's, by name: for those who invite."""
    rows = Neighbourhood.objects.select_related("authority").order_by("name", "authority__short_name")
    return [(one.slug, _full(one)) for one in rows]


def _full(neighbourhood: Neighbourhood) -> str:
    return f"{neighbourhood}, {neighbourhood.authority}"


def department_choices() -> list[tuple[str, str]]:
    """Return every department as its abbreviation and name, in order."""
    rows = Department.objects.order_by("order").values_list("abbreviation", "name")
    return [(abbreviation, f"{name} ({abbreviation})") for abbreviation, name in rows]


def people_of(roles: Iterable[str]) -> QuerySet[User]:
    """Return people of `roles` who have access, by name."""
    return User.objects.filter(role__in=list(roles), is_active=True).order_by("full_name", "pk")


def departments_with_people(user: User, today: date) -> QuerySet[Department]:
    """Return departments with `held`: the memberships in force on `today`, champions first."""
    held = DepartmentMembership.objects.in_force(today).select_related("user").order_by("part", "user__full_name")
    return Department.objects.visible_to(user).prefetch_related(Prefetch("memberships", held, to_attr="held"))


def areas_with_champions(user: User, today: date) -> QuerySet[Area]:
    """Return areas with `held`: the championship in force on `today`, if any."""
    held = AreaChampion.objects.in_force(today).select_related("user")
    return Area.objects.visible_to(user).prefetch_related(Prefetch("champions", held, to_attr="held"))


def authorities_with_leads(user: User, today: date) -> QuerySet[Authority]:
    """Return authorities with `held`: the locality lead in force on `today`, if any."""
    held = LocalityLead.objects.in_force(today).select_related("user")
    return Authority.objects.visible_to(user).prefetch_related(Prefetch("locality_leads", held, to_attr="held"))


def neighbourhoods_with_members(user: User, today: date) -> QuerySet[Neighbourhood]:
    """Return neighbourhoods with `held`: the memberships of their communities in force on `today`, by name."""
    held = NeighbourhoodMembership.objects.in_force(today).select_related("user").order_by("user__full_name", "pk")
    rows = Neighbourhood.objects.visible_to(user).select_related("authority")
    return rows.prefetch_related(Prefetch("members", held, to_attr="held"))


def authorities_without_lead(user: User, today: date) -> QuerySet[Authority]:
    """Return the authorities for which nobody leads on `today`, by name: every one is to have somebody (F000 ¶14)."""
    led = LocalityLead.objects.in_force(today).order_by().values("authority_id")
    return Authority.objects.visible_to(user).exclude(pk__in=led).order_by("short_name")


AREA_CHAMPIONS = (Role.SECRETARIAT, Role.CHAMPION, Role.LOCALITY_LEAD)
