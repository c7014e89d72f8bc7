"""The duties of many people in few queries, for what is made for everybody at once, such as digests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import CharField, F, Value

from areas.access import Duties
from areas.models import (
    AreaMember,
    AuthorityMembership,
    Department,
    DepartmentMembership,
    LocalityLead,
    NeighbourhoodMembership,
)
from cbtracker.accounts.permissions import Role


class DutyBook:
    """Tells each person what is theirs on one day, as `areas.access.duties_of` does for one: three queries for all."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.areas_of: dict[int, set[int]] = defaultdict(set)
        self.answered_by: dict[int, set[int]] = defaultdict(set)
        for authority, area in AreaMember.objects.in_force(today).order_by().values_list("authority", "area"):
            self.areas_of[authority].add(area)
        answered = Department.objects.filter(answered_by__isnull=False).order_by()
        for department, by in answered.values_list("pk", "answered_by"):
            self.answered_by[by or 0].add(department)

    def tell(self, people: Iterable[Any]) -> None:
        """Put the duties of each of `people` where `duties_of` looks for them, in one query."""
        people = list(people)
        held: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for user, role, what in self._posts(people):
            held[user][role].add(what)
        for person in people:
            person._duties = self._duties(person.role, held[person.pk][person.role])

    def _posts(self, people: list[Any]) -> Iterable[tuple[int, str, int]]:
        models: tuple[tuple[Any, str, Role], ...] = (
            (AuthorityMembership, "authority_id", Role.OFFICER),
            (LocalityLead, "authority_id", Role.LOCALITY_LEAD),
            (DepartmentMembership, "department_id", Role.CHAMPION),
            (NeighbourhoodMembership, "neighbourhood_id", Role.COMMUNITY),
        )
        first, *others = (
            model.objects.in_force(self.today)
            .filter(user__in=people)
            .order_by()
            .annotate(of=Value(role.value, CharField()), what=F(column))
            .values_list("user_id", "of", "what")
            for model, column, role in models
        )
        return first.union(*others, all=True)

    def _duties(self, role: str, held: set[int]) -> Duties:
        if role == Role.CHAMPION:
            more = (department for own in held for department in self.answered_by.get(own, ()))
            return Duties(departments=frozenset(held).union(more))
        if role == Role.COMMUNITY:
            return Duties(neighbourhoods=frozenset(held))
        areas = (area for authority in held for area in self.areas_of.get(authority, ()))
        return Duties(areas=frozenset(areas), authorities=frozenset(held))
