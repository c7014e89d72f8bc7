"""A selected place's plan begins with all that F003 asks of it: every letter of its lists, and the paper's days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from areas.access import require
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from rollout.workstrands.milestone_dates import DATES
from rollout.workstrands.models import ChecklistItem, Milestone, OperationalPlan, PlanItem, StrandPlace

GREEN_BOOK = "HM Treasury, The Green Book (2003), Annex 6"


@transaction.atomic
def begin_plan(*, place: StrandPlace, by: Any, now: datetime) -> OperationalPlan:
    """Begin the operational plan of `place` with its checklist and milestones. Raises NotPermitted."""
    require(by, Permission.EDIT_STRANDS)
    plan = OperationalPlan.objects.create(place=place, discount_source=GREEN_BOOK, changed_at=now)
    items = ChecklistItem.objects.filter(strand=place.strand_id)
    PlanItem.objects.bulk_create(PlanItem(plan=plan, item=item, changed_at=now) for item in items)
    _set_milestones(plan, now)
    record(by=by, verb="workstrands.plan_begun", on=plan, label="Operational plan", now=now)
    return plan


def _set_milestones(plan: OperationalPlan, now: datetime) -> None:
    before: Milestone | None = None
    for date in DATES[plan.place.strand_id]:
        before = Milestone.objects.create(
            plan=plan,
            key=date.key,
            title=date.title,
            first_due_on=date.due_on,
            due_on=date.due_on,
            after=before if date.follows else None,
            source=date.source,
            changed_at=now,
        )
