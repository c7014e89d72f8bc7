"""The requests on a place's page: its own open and addressed ones, and those for every area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from areas.models import Area
from cbtracker.places.navigation import address
from requests_log.models import OPEN_STATUSES, PROGRAMME_WIDE, LoggedRequest, RequestArea, Status
from requests_log.presenters import STATUS_COLOURS, label_of
from requests_log.sights import sees_whitehall

SHOWN = 25
OPEN = (Status.RAISED, *OPEN_STATUSES)
COLUMNS = (
    "reference",
    "issue",
    "status",
    "timescale",
    "due_on",
    "areas_label",
    "departments_label",
    "persists",
    "area_position_text",
)


@dataclass(frozen=True)
class Line:
    """One request in a table."""

    reference: str
    href: str
    issue: str
    status: str
    colour: str
    timescale: str
    due_on: Any
    areas: str
    departments: str
    position: str
    whitehall_only: bool
    persists: bool


@dataclass(frozen=True)
class Group:
    """Requests under one heading; `more` where there are others than those shown."""

    heading: str
    none: str
    position_heading: str
    lines: list[Line]
    more: bool


def groups_of(area: Area, user: Any) -> list[Group]:
    """Return the place's requests as `user` may see them, in three queries whatever their number."""
    visible = LoggedRequest.objects.visible_to(user)
    own = visible.filter(Exists(RequestArea.objects.filter(entry=OuterRef("pk"), area=area)))
    wide = visible.filter(scope__in=PROGRAMME_WIDE)
    addressed = (Status.ADDRESSED,)
    return [
        _group("Open requests", "No open request names this place.", own.filter(status__in=OPEN), user),
        _group("Addressed requests", "No request of this place has been addressed yet.", own, user, addressed),
        _group("Open requests for many or all areas", "None is open.", wide.filter(status__in=OPEN), user),
    ]


def _group(heading: str, none: str, entries: QuerySet, user: Any, statuses: tuple[Status, ...] | None = None) -> Group:
    addressed = statuses is not None
    text = "outcome_text" if addressed else "position_text" if sees_whitehall(user) else "area_position_text"
    if statuses:
        entries = entries.filter(status__in=statuses)
    rows = list(entries.order_by("paper_order").values_list(*COLUMNS, text)[: SHOWN + 1])
    return Group(
        heading, none, "Outcome" if addressed else "Position", [_line(*row) for row in rows[:SHOWN]], len(rows) > SHOWN
    )


def _line(
    reference: str,
    issue: str,
    status: str,
    timescale: str,
    due_on: Any,
    areas: str,
    departments: str,
    persists: bool,
    area_position: str,
    position: str,
) -> Line:
    return Line(
        reference=reference,
        href=address("requests:detail", reference),
        issue=issue,
        status=label_of("status", status),
        colour=STATUS_COLOURS[status],
        timescale=label_of("timescale", timescale),
        due_on=due_on,
        areas=areas,
        departments=departments,
        position=position,
        whitehall_only=status != Status.ADDRESSED and position != area_position,
        persists=persists,
    )
