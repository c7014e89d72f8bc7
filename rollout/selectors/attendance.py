"""Who comes to a workshop: authorities for everybody, names for those whom they concern."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from areas.access import can, duties_of
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from rollout.models import Attendee, Workshop


@dataclass(frozen=True)
class FromAuthority:
    """How many people of one authority come, attended, and did not; of the others nothing is recorded."""

    name: str
    coming: int
    attended: int
    absent: int


@dataclass(frozen=True)
class Attendance:
    """Who comes, by authority in alphabetical order; from where people come is no secret, who they are is."""

    authorities: list[FromAuthority]
    capacity: int | None

    @property
    def coming(self) -> int:
        """How many people said that they come."""
        return sum(one.coming for one in self.authorities)

    @property
    def attended(self) -> int:
        """How many are recorded as having attended."""
        return sum(one.attended for one in self.authorities)

    @property
    def places_left(self) -> int | None:
        """How many more may come; None where nobody said how many there is room for."""
        return None if self.capacity is None else max(self.capacity - self.coming, 0)


def attendance_of(workshop: Workshop) -> Attendance:
    """Count who comes to `workshop`, in one query."""
    rows = Attendee.objects.filter(workshop=workshop).values_list("authority__short_name", "comes", "attended")
    coming, attended, absent = Counter[str](), Counter[str](), Counter[str]()
    for name, comes, came in rows:
        coming[name] += comes is True
        attended[name] += came is True
        absent[name] += came is False
    names = sorted(name for name in coming if coming[name] or attended[name] or absent[name])
    found = [FromAuthority(name, coming[name], attended[name], absent[name]) for name in names]
    return Attendance(found, workshop.capacity)


def names_of(workshop: Workshop, user: Any) -> list[Attendee]:
    """The people on the list of `workshop` whose names `user` may read, in one query."""
    rows = Attendee.objects.visible_to(user).filter(workshop=workshop)
    return list(rows.select_related("authority"))


def spoken_for_by(user: Any) -> QuerySet[Authority]:
    """The authorities of which `user` says who comes: their own, and all for the secretariat."""
    rows = Authority.objects.visible_to(user)
    return rows if can(user, Permission.EDIT_SUPPORT) else rows.filter(pk__in=duties_of(user).authorities)
