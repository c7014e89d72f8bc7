"""Support to areas as it is read: everything there is, and what of it concerns one place (F000 ¶10-14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from areas.access import duties_of
from areas.models import Area, AreaMember, Authority
from cbtracker.web.formats import LONDON
from rollout.models import BuddyPair, Hub, LearningSet, LearningSetMember, Workshop


@dataclass(frozen=True)
class PlaceSupport:
    """What concerns one place: an area with its members, or an authority with the areas that it is in."""

    hubs: list[Hub] = field(default_factory=list)
    regions_without_hub: list[str] = field(default_factory=list)
    helped_by: list[BuddyPair] = field(default_factory=list)
    helps: list[BuddyPair] = field(default_factory=list)
    sets: list[LearningSet] = field(default_factory=list)
    workshops: list[Workshop] = field(default_factory=list)

    @property
    def next_workshop(self) -> Workshop | None:
        """The one that comes first."""
        return self.workshops[0] if self.workshops else None


@dataclass(frozen=True)
class SupportBook:
    """All support there is on a day: open hubs, pairs and sets that hold, workshops to come."""

    hubs: list[Hub]
    pairs: list[BuddyPair]
    members: list[LearningSetMember]
    workshops: list[Workshop]

    def of(self, *, areas: Iterable[int], authorities: Iterable[int], regions: Iterable[str]) -> PlaceSupport:
        """What concerns the places with these keys, which lie in these regions."""
        own_areas, own_authorities, own_regions = set(areas), set(authorities), sorted(set(regions))

        def concerns(row: Any) -> bool:
            return row.area_id in own_areas or row.authority_id in own_authorities

        with_hub = {hub.region for hub in self.hubs}
        sets = {row.learning_set_id: row.learning_set for row in self.members if concerns(row)}
        return PlaceSupport(
            hubs=[hub for hub in self.hubs if hub.region in own_regions],
            regions_without_hub=[region for region in own_regions if region not in with_hub],
            helped_by=[pair for pair in self.pairs if concerns(pair)],
            helps=[pair for pair in self.pairs if pair.helper_id in own_areas],
            sets=sorted(sets.values(), key=lambda one: one.name),
            workshops=[one for one in self.workshops if one.region in ("", *own_regions)],
        )


def read_support(user: Any, *, now: datetime) -> SupportBook:
    """Return the support there is at the aware moment `now`, as `user` may read it, in four queries."""
    today = timezone.localdate(now, LONDON)
    members = LearningSetMember.objects.visible_to(user).in_force(today).select_related("learning_set")
    return SupportBook(
        hubs=list(open_hubs(user, on=today)),
        pairs=list(_with_places(BuddyPair.objects.visible_to(user).in_force(today)).select_related("helper")),
        members=list(members.filter(Q(learning_set__ended_on__isnull=True) | Q(learning_set__ended_on__gt=today))),
        workshops=list(Workshop.objects.visible_to(user).to_come(now)),
    )


def support_of_authority(authority: Authority, user: Any, *, now: datetime) -> PlaceSupport:
    """What concerns `authority`, by itself or through the area that it is in, in five queries."""
    today = timezone.localdate(now, LONDON)
    areas = AreaMember.objects.in_force(today).filter(authority=authority).values_list("area_id", flat=True)
    book = read_support(user, now=now)
    return book.of(areas=areas, authorities=[authority.pk], regions=[authority.region_name])


def support_of_area(area: Area, members: Iterable[Authority], user: Any, *, now: datetime) -> PlaceSupport:
    """What concerns `area` and its `members`, in four queries."""
    members = list(members)
    regions = [one.region_name for one in members]
    return read_support(user, now=now).of(areas=[area.pk], authorities=[one.pk for one in members], regions=regions)


@dataclass(frozen=True)
class OwnPlace:
    """An authority that is the reader's own, with the area it is in, and what support it has."""

    authority: Authority
    area: Area | None
    support: PlaceSupport


def own_places(user: Any, book: SupportBook, *, on: date) -> list[OwnPlace]:
    """The authorities of an officer or a locality lead by name with their support: two queries, or none."""
    keys = duties_of(user).authorities
    if not keys:
        return []
    members = AreaMember.objects.in_force(on).filter(authority__in=keys).select_related("area")
    areas = {row.authority_id: row.area for row in members}
    found = []
    for authority in Authority.objects.visible_to(user).filter(pk__in=keys):
        area = areas.get(authority.pk)
        in_areas = [area.pk] if area else []
        support = book.of(areas=in_areas, authorities=[authority.pk], regions=[authority.region_name])
        found.append(OwnPlace(authority, area, support))
    return found


def open_hubs(user: Any, *, on: date) -> QuerySet[Hub]:
    """Hubs that are open on the day `on`."""
    return Hub.objects.visible_to(user).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on), opened_on__lte=on)


def regions() -> list[str]:
    """The regions of England by name."""
    return list(Authority.objects.order_by("region_name").values_list("region_name", flat=True).distinct())


def every_pair(user: Any) -> list[BuddyPair]:
    """All pairs, those that ended too, in one query."""
    return list(_with_places(BuddyPair.objects.visible_to(user)).select_related("helper"))


def every_set(user: Any, *, on: date) -> list[LearningSet]:
    """All sets with `places`, the number of those in them on the day `on`, and `met`, of their sessions until then."""
    in_it = Q(members__from_on__lte=on) & (Q(members__to_on__isnull=True) | Q(members__to_on__gt=on))
    return list(
        LearningSet.objects.visible_to(user).annotate(
            places=Count("members", filter=in_it, distinct=True),
            met=Count("sessions", filter=Q(sessions__on__lte=on), distinct=True),
        )
    )


def every_workshop(user: Any) -> list[Workshop]:
    """All workshops with `coming`, how many said that they come."""
    coming = Count("attendees", filter=Q(attendees__comes=True))
    return list(Workshop.objects.visible_to(user).annotate(coming=coming))


def members_of(learning_set: LearningSet, user: Any) -> list[LearningSetMember]:
    """The places of a set by name, those that left too."""
    rows = _with_places(LearningSetMember.objects.visible_to(user).filter(learning_set=learning_set))
    return sorted(rows, key=lambda one: (str(one.place), one.from_on))


def _with_places(rows: Any) -> Any:
    return rows.select_related("area", "authority")
