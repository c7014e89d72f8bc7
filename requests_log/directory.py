"""The names that labels may use, as the database has them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from areas.models import Alias, Area, AreaMember, Authority, Department
from requests_log.labels import AreaName, AuthorityName, DepartmentName, Directory


def read_directory(*, on: date) -> Directory:
    """Every area, authority and department with its aliases, and who was in which area on the day `on`.

    Five queries, however many places there are.
    """
    of_area, of_authority = _aliases()
    members: dict[int, list[str]] = defaultdict(list)
    for area_id, gss in AreaMember.objects.in_force(on).values_list("area_id", "authority__gss_code"):
        members[area_id].append(gss)
    areas = Area.objects.values_list("pk", "slug", "name")
    authorities = Authority.objects.values_list("pk", "gss_code", "short_name", "official_name")
    departments = Department.objects.values_list("abbreviation", "name")
    return Directory(
        areas=tuple(AreaName(slug, name, of_area[pk], tuple(members[pk])) for pk, slug, name in areas),
        authorities=tuple(AuthorityName(gss, short, long, of_authority[pk]) for pk, gss, short, long in authorities),
        departments=tuple(DepartmentName(abbreviation, name) for abbreviation, name in departments),
    )


def _aliases() -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    of_area: dict[int, tuple[str, ...]] = defaultdict(tuple)
    of_authority: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for name, area_id, authority_id in Alias.objects.values_list("name", "area_id", "authority_id"):
        if area_id is not None:
            of_area[area_id] += (name,)
        if authority_id is not None:
            of_authority[authority_id] += (name,)
    return of_area, of_authority
