"""Barriers that a plan met: each is a request of Whitehall in the register, and comes back with its position.

F003 Annex A, How ("deal with any Whitehall barriers") and ¶3. Those who keep the plan raise them, the community beside
the officers (¶7), whether or not the register is theirs to read, and whether or not the place is in an area.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from areas.access import require
from areas.models import Department
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from requests_log.models import LoggedRequest
from requests_log.services import raise_for_place
from requests_log.services.naming import DepartmentsNamed
from rollout.workstrands.models import OperationalPlan, PlanBarrier, StrandPlace
from rollout.workstrands.services.parts import check_open

LABEL = "Plan barrier"
LONGEST_LABEL = 300


@transaction.atomic
def raise_barrier(
    *, plan: OperationalPlan, issue: str, detail: str, departments: Sequence[Department], by: Any, now: datetime
) -> PlanBarrier:
    """Raise what the plan met as a request of Whitehall; triage finds departments where none is named.

    Raises NotPermitted, PlanClosed, ValidationError.
    """
    require(by, Permission.EDIT_STRAND_PLAN, on=plan)
    check_open(plan)
    entry = raise_for_place(
        by=by,
        issue=issue,
        detail=detail,
        authority=plan.place.authority,
        label=label_of(plan.place),
        departments=DepartmentsNamed(items=tuple(departments)),
        source=str(plan)[:200],
        now=now,
    )
    barrier = PlanBarrier.objects.create(plan=plan, entry=entry, added_by=by, added_at=now, raised_here=True)
    _audit(barrier, "raised", by, now)
    return barrier


@transaction.atomic
def link_barrier(*, plan: OperationalPlan, entry: LoggedRequest, by: Any, now: datetime) -> PlanBarrier:
    """Name a request that is there already as a barrier of the plan; `by` must be able to read it.

    Raises NotPermitted, PlanClosed, ValidationError.
    """
    require(by, Permission.EDIT_STRAND_PLAN, on=plan)
    check_open(plan)
    if not LoggedRequest.objects.visible_to(by).filter(pk=entry.pk).exists():
        raise ValidationError({"reference": "There is no request with this reference that you may read"})
    try:
        with transaction.atomic():
            barrier = PlanBarrier.objects.create(plan=plan, entry=entry, added_by=by, added_at=now)
    except IntegrityError:
        raise ValidationError({"reference": f"{entry.reference} is listed here already"}) from None
    _audit(barrier, "linked", by, now)
    return barrier


@transaction.atomic
def unlink_barrier(*, barrier: PlanBarrier, by: Any, now: datetime) -> None:
    """Take a barrier off the plan; the request stays in the register. Raises NotPermitted, PlanClosed."""
    plan = barrier.plan
    require(by, Permission.EDIT_STRAND_PLAN, on=plan)
    check_open(plan)
    _audit(barrier, "unlinked", by, now)
    barrier.delete()


def label_of(place: StrandPlace) -> str:
    """What a request is printed under whose place is in no area."""
    authority = str(place.authority)
    return (authority if place.neighbourhood_id is None else f"{place} ({authority})")[:LONGEST_LABEL]


def _audit(barrier: PlanBarrier, what: str, by: Any, now: datetime) -> None:
    data = {"plan": barrier.plan_id, "request": barrier.entry.reference, "raised_here": barrier.raised_here}
    record(by=by, verb=f"workstrands.barrier_{what}", on=barrier, label=LABEL, data=data, now=now)
