"""What happens to the places and departments of somebody whose access ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from areas.models import AreaChampion, AuthorityMembership, DepartmentMembership, LocalityLead, NeighbourhoodMembership
from areas.services.people import posts
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import WHITEHALL_ROLES, Role
from cbtracker.accounts.services import Charge

ENDED = (DepartmentMembership, AreaChampion, LocalityLead, AuthorityMembership, NeighbourhoodMembership)


class PlacesHandover:
    """Champions, area champions and locality leads need a successor; what others have just ends."""

    def charges(self, user: User, now: datetime) -> Sequence[Charge]:
        """Return the posts that one person has to hold: of departments, areas and authorities."""
        today = posts.day_of(now)
        return [*self._departments(user, today), *self._areas(user, today), *self._authorities(user, today)]

    def hand_over(self, user: User, successors: Mapping[str, User], *, note: str, by: User, now: datetime) -> None:
        """Give each post to its successor from today and end everything else that the person had."""
        today = posts.day_of(now)
        for membership in self._championships(user, today):
            successor = successors[f"department:{membership.department_id}"]
            posts.put_champion(membership.department, successor, by=by, now=now)
        for championship in self._area_championships(user, today):
            successor = successors[f"area:{championship.area_id}"]
            posts.put_area_champion(championship.area, successor, by=by, now=now)
        for lead in self._leads(user, today):
            successor = successors[f"authority:{lead.authority_id}"]
            posts.put_locality_lead(lead.authority, successor, note=note, by=by, now=now)
        for model in ENDED:
            posts.end_rows(model._default_manager.filter(user=user), today)

    def _championships(self, user: User, today: date) -> list[DepartmentMembership]:
        rows = DepartmentMembership.objects.filter(user=user, part=posts.Part.CHAMPION)
        return list(posts.still_held(rows, today).select_related("department"))

    def _area_championships(self, user: User, today: date) -> list[AreaChampion]:
        return list(posts.still_held(AreaChampion.objects.filter(user=user), today).select_related("area"))

    def _leads(self, user: User, today: date) -> list[LocalityLead]:
        return list(posts.still_held(LocalityLead.objects.filter(user=user), today).select_related("authority"))

    def _departments(self, user: User, today: date) -> Iterator[Charge]:
        held = self._championships(user, today)
        candidates = _people({Role.CHAMPION}, user) if held else frozenset()
        for membership in held:
            deputies = posts.still_held(
                DepartmentMembership.objects.filter(
                    department=membership.department, part=posts.Part.DEPUTY, user__in=candidates
                ),
                today,
            ).order_by("from_on", "pk")
            suggested = deputies.values_list("user_id", flat=True).first()
            label = f"Champion of {membership.department}"
            yield Charge(f"department:{membership.department_id}", label, candidates, suggested)

    def _areas(self, user: User, today: date) -> Iterator[Charge]:
        held = self._area_championships(user, today)
        candidates = _people(set(WHITEHALL_ROLES), user) if held else frozenset()
        for championship in held:
            yield Charge(f"area:{championship.area_id}", f"Champion of {championship.area}", candidates)

    def _authorities(self, user: User, today: date) -> Iterator[Charge]:
        held = self._leads(user, today)
        candidates = _people({Role.LOCALITY_LEAD}, user) if held else frozenset()
        for lead in held:
            yield Charge(f"authority:{lead.authority_id}", f"Locality lead for {lead.authority}", candidates)


def _people(roles: set[Role], leaving: User) -> frozenset[int]:
    """Return who may take over: people of `roles` with access, but not the one who leaves."""
    people = User.objects.filter(role__in=roles, is_active=True).exclude(pk=leaving.pk)
    return frozenset(people.values_list("pk", flat=True))
