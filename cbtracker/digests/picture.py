"""What the register, calls and nominations hold that digests tell of: read once, for one person or for everybody.

For everybody it is read with Whitehall's eyes, because who gets a digest is decided for all at once; nothing of that
leaves this app. What a digest *says* is read for its one person, through `visible_to`, when it is sent (DESIGN rule 8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from areas.access import duties_of
from cbtracker.accounts.permissions import Role
from cbtracker.digests.plan_dates import PlanDate, due_milestones, overdue_items
from cbtracker.outbox.models import OutboxMessage
from cbtracker.web.formats import LONDON
from requests_log.call_notices import CHASED_FOR
from requests_log.models import (
    OPEN_STATUSES,
    CallAddressee,
    LoggedRequest,
    RequestArea,
    RequestDepartment,
    Revision,
    Status,
    Watch,
)
from requests_log.sights import Reader, Sight
from rollout.models import Nomination, NominationAuthority
from rollout.workstrands.models import Milestone, PlanItem

UNENDED = (Status.RAISED, *OPEN_STATUSES)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one request stands: as much as it takes to know whom it concerns."""

    pk: int
    status: str
    due_on: date | None
    lead: int | None

    @property
    def is_open(self) -> bool:
        """Whether it is in work."""
        return self.status in OPEN_STATUSES


@dataclass(frozen=True, slots=True)
class Move:
    """One change of a request: by whom, what it did, and whether areas may know of it."""

    by: int | None
    at: datetime
    action: str
    for_areas: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A place that was asked something and has not answered."""

    pk: int
    area: int | None
    authority: int | None


@dataclass(frozen=True, slots=True)
class Nominated:
    """A nomination with the moments at which it moved."""

    pk: int
    authorities: frozenset[int]
    is_draft: bool
    moved: tuple[datetime, ...]


@dataclass(frozen=True)
class Picture:
    """All of it, by primary keys. `fresh`: of a department's requests, when its part was last stated or confirmed."""

    now: datetime
    standings: Mapping[int, Standing]
    moves: Mapping[int, list[Move]]
    fresh: Mapping[int, Mapping[int, datetime | None]]
    by_area: Mapping[int, list[int]]
    asked: list[Asked]
    nominated: list[Nominated]
    milestones: list[PlanDate]
    items: list[PlanDate]
    failed: int


def picture_for(user: Any, *, since: datetime, until: datetime, now: datetime) -> Picture:
    """What `user` may know of at `now`, and what concerns them, with what moved after `since` and until `until`."""
    entries = LoggedRequest.objects.visible_to(user)
    if user.role != Role.SECRETARIAT:
        entries = entries.filter(pk__in=_concerning(user))
    return _picture(user, entries, since=since, until=until, now=now)


def picture_of_all(*, since: datetime, until: datetime, now: datetime) -> Picture:
    """The same with Whitehall's eyes, for everybody, in ten queries."""
    entries = LoggedRequest.objects.visible_to(Sight.WHITEHALL)
    return _picture(Sight.WHITEHALL, entries, since=since, until=until, now=now)


def _concerning(user: Any) -> QuerySet[Any, Any]:
    """Keys of the requests of the person's departments and areas, and of those that they watch."""
    duties = duties_of(user)
    parts = RequestDepartment.objects.filter(department__in=duties.departments).order_by().values("entry_id")
    places = RequestArea.objects.filter(area__in=duties.areas).order_by().values("entry_id")
    return parts.union(places, Watch.objects.filter(user=user).order_by().values("entry_id"), all=True)


def _picture(
    reader: Reader, entries: QuerySet[LoggedRequest], *, since: datetime, until: datetime, now: datetime
) -> Picture:
    entries = entries.filter(Q(status__in=UNENDED) | Q(updated_at__gt=since)).order_by()
    rows = entries.values_list("pk", "status", "due_on", "lead_id")
    standings = {row[0]: Standing(*row) for row in rows}
    everybody = reader is Sight.WHITEHALL
    kept = None if everybody else list(standings)
    return Picture(
        now=now,
        standings=standings,
        moves=_moves(Revision.objects.visible_to(reader), kept, since=since, until=until),
        fresh=_fresh(kept),
        by_area=_by_area(kept),
        asked=_asked(CallAddressee.objects.all() if everybody else CallAddressee.objects.visible_to(reader), now),
        nominated=_nominated(Nomination.objects.all() if everybody else Nomination.objects.visible_to(reader), since),
        milestones=due_milestones(Milestone.objects.all() if everybody else Milestone.objects.visible_to(reader), now),
        items=overdue_items(PlanItem.objects.all() if everybody else PlanItem.objects.visible_to(reader), now),
        failed=_failed(OutboxMessage.objects.all() if everybody else OutboxMessage.objects.visible_to(reader)),
    )


def _of(rows: QuerySet[Any], kept: list[int] | None) -> QuerySet[Any]:
    return rows.order_by() if kept is None else rows.filter(entry__in=kept).order_by()


def _moves(
    rows: QuerySet[Revision], kept: list[int] | None, *, since: datetime, until: datetime
) -> dict[int, list[Move]]:
    moves: dict[int, list[Move]] = defaultdict(list)
    recorded = _of(rows.filter(recorded_at__gt=since, recorded_at__lte=until), kept).order_by("recorded_at", "pk")
    for entry, *of in recorded.values_list("entry_id", "by_id", "recorded_at", "action", "area_visible"):
        moves[entry].append(Move(*of))
    return moves


def _fresh(kept: list[int] | None) -> dict[int, dict[int, datetime | None]]:
    fresh: dict[int, dict[int, datetime | None]] = defaultdict(dict)
    rows: Iterable[tuple[int, int, datetime | None]] = _of(RequestDepartment.objects.all(), kept).values_list(
        "department_id", "entry_id", "fresh_at"
    )
    for department, entry, at in rows:
        fresh[department][entry] = at
    return fresh


def _by_area(kept: list[int] | None) -> dict[int, list[int]]:
    by_area: dict[int, list[int]] = defaultdict(list)
    for area, entry in _of(RequestArea.objects.all(), kept).values_list("area_id", "entry_id"):
        by_area[area].append(entry)
    return by_area


def _asked(rows: QuerySet[CallAddressee], now: datetime) -> list[Asked]:
    """Those waited for, as long as reminders of their calls are sent."""
    first = timezone.localdate(now, LONDON) - CHASED_FOR
    waiting = rows.filter(answer__isnull=True, call__issued_at__lte=now, call__due_on__gte=first)
    ordered = waiting.order_by("call__due_on", "pk")
    return [Asked(*row) for row in ordered.values_list("pk", "area_id", "authority_id")]


def _nominated(rows: QuerySet[Nomination], since: datetime) -> list[Nominated]:
    """Drafts, and nominations that moved after `since`."""
    dates = ("submitted_at", "acknowledged_at", "withdrawn_at")
    drafts = Q(submitted_at__isnull=True, withdrawn_at__isnull=True)
    moved = Q(submitted_at__gt=since) | Q(acknowledged_at__gt=since) | Q(withdrawn_at__gt=since)
    found = list(rows.filter(drafts | moved).order_by("pk").values_list("pk", *dates))
    members: dict[int, set[int]] = defaultdict(set)
    of = NominationAuthority.objects.filter(nomination__in=[row[0] for row in found]).order_by()
    for nomination, authority in of.values_list("nomination_id", "authority_id"):
        members[nomination].add(authority)
    return [
        Nominated(
            pk=pk,
            authorities=frozenset(members[pk]),
            is_draft=submitted is None and withdrawn is None,
            moved=tuple(one for one in (submitted, acknowledged, withdrawn) if one is not None),
        )
        for pk, submitted, acknowledged, withdrawn in found
    ]


def _failed(rows: QuerySet[OutboxMessage]) -> int:
    return rows.filter(state=OutboxMessage.State.FAILED).count()
