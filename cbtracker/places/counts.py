"""How many requests wait for somebody: one query for each home page, through what the person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from areas.access import duties_of
from requests_log.models import OPEN_STATUSES, Confidence, LoggedRequest, RequestArea, RequestDepartment, Status

SOON_DAYS = 7
DOUBTFUL = (Confidence.AT_RISK, Confidence.OFF_TRACK)
OPEN = Q(status__in=OPEN_STATUSES)


@dataclass(frozen=True)
class Clock:
    """The moment a page is made, and the days it follows from it."""

    now: datetime

    @property
    def today(self) -> date:
        """The day in London."""
        return timezone.localdate(self.now)

    @property
    def stale_before(self) -> datetime:
        """What was said before this is stale (STALE_AFTER_DAYS)."""
        return self.now - timedelta(days=settings.STALE_AFTER_DAYS)


def champion_counts(user: Any, *, now: datetime) -> dict[str, int]:
    """Return due, stale, at_risk and open for the departments `user` champions, each part by its own freshness."""
    clock = Clock(now)
    own = RequestDepartment.objects.filter(entry=OuterRef("pk"), department__in=duties_of(user).departments)
    stale = Q(fresh_at__isnull=True) | Q(fresh_at__lt=clock.stale_before)
    entries = LoggedRequest.objects.visible_to(user).filter(OPEN).filter(Exists(own))
    return entries.annotate(part_is_stale=Exists(own.filter(stale))).aggregate(
        open=Count("pk"),
        due=Count("pk", filter=Q(due_on__lte=clock.today + timedelta(days=SOON_DAYS))),
        stale=Count("pk", filter=Q(part_is_stale=True)),
        at_risk=Count("pk", filter=Q(confidence__in=DOUBTFUL)),
    )


def secretariat_counts(user: Any, *, now: datetime) -> dict[str, int]:
    """Return untriaged, overdue, unassigned (nobody leads) and persisting for the whole register."""
    return LoggedRequest.objects.visible_to(user).aggregate(
        untriaged=Count("pk", filter=Q(status=Status.RAISED)),
        overdue=Count("pk", filter=OPEN & Q(due_on__lt=Clock(now).today)),
        unassigned=Count("pk", filter=OPEN & Q(lead__isnull=True)),
        persisting=Count("pk", filter=Q(persists=True)),
    )


def of_areas(user: Any, areas: frozenset[int]) -> QuerySet[LoggedRequest]:
    """Return the requests `user` may know of that name one of `areas` (primary keys)."""
    named = RequestArea.objects.filter(entry=OuterRef("pk"), area__in=areas)
    return LoggedRequest.objects.visible_to(user).filter(Exists(named))


def counts_by_area(user: Any, areas: frozenset[int]) -> dict[int, dict[str, int]]:
    """Return raised, open and addressed of each of `areas`, in one query."""
    visible = LoggedRequest.objects.visible_to(user).order_by().values("pk")
    rows = (
        RequestArea.objects.filter(area__in=areas, entry__in=visible)
        .order_by()
        .values("area_id")
        .annotate(
            raised=Count("pk", filter=Q(entry__status=Status.RAISED)),
            open=Count("pk", filter=Q(entry__status__in=OPEN_STATUSES)),
            addressed=Count("pk", filter=Q(entry__status=Status.ADDRESSED)),
        )
    )
    return {row["area_id"]: {name: row[name] for name in ("raised", "open", "addressed")} for row in rows}
