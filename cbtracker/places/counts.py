"""How much waits for somebody: one query for each number or set of numbers, through what the person may see."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from requests_log.freshness import overdue
from requests_log.models import OPEN_STATUSES, LoggedRequest, RequestArea, Status

OPEN = Q(status__in=OPEN_STATUSES)


def secretariat_counts(user: Any, *, now: datetime) -> dict[str, int]:
    """Return untriaged, overdue, unassigned (nobody leads) and persisting for the whole register."""
    return LoggedRequest.objects.visible_to(user).aggregate(
        untriaged=Count("pk", filter=Q(status=Status.RAISED)),
        overdue=Count("pk", filter=overdue(now=now)),
        unassigned=Count("pk", filter=OPEN & Q(lead__isnull=True)),
        persisting=Count("pk", filter=Q(persists=True)),
    )


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
