"""Barriers of a plan, as one of its readers may see them: the one place where that is decided (ADR 25).

The register stays closed to who may not read it. A plan shows its readers, of the barriers that it met, those that its
own people raised, those of the area that its authority is in, and those for many or all areas; never a request of
somebody else's area, which only those see who read it in the register too. What it says of each is what areas may
read, but for Whitehall's people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from areas.models import AreaMember
from cbtracker.web.formats import as_date
from requests_log.models import PROGRAMME_WIDE, LoggedRequest, RequestArea, Status
from requests_log.presenters import STATUS_COLOURS, label_of
from requests_log.records import Standing, printed, standings
from requests_log.sights import reads_register, sees_every_request, sees_whitehall
from rollout.workstrands.models import OperationalPlan, PlanBarrier


@dataclass(frozen=True)
class SeenBarrier:
    """What a reader sees of a barrier. `opens`: whether the request itself is theirs to open."""

    pk: int
    reference: str
    opens: bool
    raised_here: bool
    issue: str
    departments: str
    status: str
    status_label: str
    colour: str
    position: str
    due_on: date | None
    is_open: bool

    @property
    def due(self) -> str:
        """When it is due, in words; blank where no date was given."""
        return as_date(self.due_on) if self.due_on else ""


def barriers_shown(plan: OperationalPlan, user: Any) -> QuerySet[PlanBarrier]:
    """The barriers of `plan` that `user` sees."""
    rows = PlanBarrier.objects.visible_to(user).filter(plan=plan)
    if sees_every_request(user):
        return rows
    today = timezone.localdate()
    areas = AreaMember.objects.in_force(today).filter(authority=plan.place.authority_id).order_by().values("area")
    of_area = RequestArea.objects.filter(area__in=areas).order_by().values("entry")
    own = LoggedRequest.objects.visible_to(user).order_by().values("pk")
    of_place = Q(raised_here=True) | Q(entry__scope__in=PROGRAMME_WIDE) | Q(entry__in=of_area)
    return rows.filter(of_place | Q(entry__in=own))


def read_barriers(plan: OperationalPlan, user: Any) -> list[SeenBarrier]:
    """The barriers of `plan` as `user` sees them, in the order in which they were met; at most three queries."""
    rows = list(barriers_shown(plan, user).select_related("entry"))
    opens = _that_open(rows, user)
    whitehall = sees_whitehall(user)
    return [_seen(row, whitehall=whitehall, opens=row.entry_id in opens) for row in rows]


def _that_open(rows: list[PlanBarrier], user: Any) -> set[int]:
    keys = {row.entry_id for row in rows}
    if not keys or not reads_register(user):
        return set()
    if sees_every_request(user):
        return keys
    return set(LoggedRequest.objects.visible_to(user).filter(pk__in=keys).order_by().values_list("pk", flat=True))


def _seen(row: PlanBarrier, *, whitehall: bool, opens: bool) -> SeenBarrier:
    entry = row.entry
    found: list[Standing] = standings(entry.record, whitehall=whitehall)
    return SeenBarrier(
        pk=row.pk,
        reference=entry.reference,
        opens=opens,
        raised_here=row.raised_here,
        issue=entry.issue,
        departments=entry.departments_label,
        status=entry.status,
        status_label=label_of("status", entry.status),
        colour=STATUS_COLOURS[entry.status],
        position=entry.outcome_text if entry.status == Status.ADDRESSED else printed(found),
        due_on=entry.due_on,
        is_open=entry.status not in {Status.ADDRESSED, Status.WITHDRAWN, Status.DUPLICATE},
    )
