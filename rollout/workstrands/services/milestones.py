"""When a plan reaches what it set out to: the paper's milestones and the place's own, in an order that holds.

No milestone is due before the one that it comes after. Who moves a day says why, and the move is kept (F003 Annex A,
Product; Annex B ¶6; Annex C, Timescale).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cbtracker.web.formats import LONDON, as_date
from rollout.services.kept import Faults, check_days, refuse
from rollout.workstrands.models import Milestone, MilestoneSlip
from rollout.workstrands.services.parts import PLAN, PartService, check_open, hold_plan

OF_THE_PAPER = "F003 sets this milestone: its day can be moved, but it cannot be removed"


def _check(milestone: Milestone) -> Faults:
    faults: Faults = {}
    check_days(faults, ("due_on", milestone.due_on), ("due_on", None))
    check_days(faults, ("met_on", milestone.met_on), ("met_on", None))
    others = {one.pk: one for one in Milestone.objects.filter(plan=milestone.plan_id)}
    _check_paper(faults, milestone, others.get(milestone.pk))
    if milestone.after_id is not None:
        _check_after(faults, milestone, others)
    if milestone.pk is not None and "due_on" not in faults:
        _check_followers(faults, milestone, [one for one in others.values() if one.after_id == milestone.pk])
    return faults


def _check_paper(faults: Faults, milestone: Milestone, before: Milestone | None) -> None:
    if before is None or not before.key:
        return
    for name in ("title", "after_id", "key", "source"):
        if getattr(milestone, name) != getattr(before, name):
            faults[name.removesuffix("_id")] = "F003 sets this: only its day can be moved"


def _check_after(faults: Faults, milestone: Milestone, others: Mapping[int, Milestone]) -> None:
    before = others.get(milestone.after_id or 0)
    if before is None:
        faults["after"] = "Select a milestone of this plan"
    elif milestone.pk is not None and milestone.pk in _line(before, others):
        faults["after"] = f"Select another milestone: “{before}” comes after this one"
    elif milestone.due_on < before.due_on:
        faults["due_on"] = (
            f"Enter {as_date(before.due_on)} or a later date: this comes after “{before}”, which is due that day"
        )


def _line(milestone: Milestone, others: Mapping[int, Milestone]) -> Iterator[int]:
    """The keys of `milestone` and of all that come before it, the nearest first; each once."""
    seen: set[int] = set()
    one: Milestone | None = milestone
    while one is not None and one.pk not in seen:
        seen.add(one.pk)
        yield one.pk
        one = others.get(one.after_id or 0)


def _check_followers(faults: Faults, milestone: Milestone, followers: list[Milestone]) -> None:
    first = min(followers, key=lambda one: one.due_on, default=None)
    if first is not None and first.due_on < milestone.due_on:
        faults["due_on"] = (
            f"Enter {as_date(first.due_on)} or an earlier date: “{first}” comes after this, and is due that day"
        )


@dataclass(frozen=True)
class MilestoneService(PartService[Milestone]):
    """Keeps milestones. In `values` of a change, `reason` says why the day moves.

    Each writer holds the plan first: what is checked of the other milestones holds until it is written.
    """

    @transaction.atomic
    def add(self, *, to: Any, values: Mapping[str, Any], by: Any, now: datetime) -> Milestone:
        """Add one of the place's own. Raises NotPermitted, PlanClosed, ValidationError."""
        hold_plan(to)
        _check_reached(values, now)
        said = {name: value for name, value in values.items() if name != "reason"}
        return super().add(to=to, values={**said, "first_due_on": values["due_on"]}, by=by, now=now)

    @transaction.atomic
    def change(
        self, *, row: Milestone, values: Mapping[str, Any], expected_version: int, by: Any, now: datetime
    ) -> Milestone:
        """Make `row` say `values`, and keep the move where its day is another.

        Raises NotPermitted, StaleVersion, PlanClosed, ValidationError.
        """
        hold_plan(row.plan)
        said = dict(values)
        reason = str(said.pop("reason", "")).strip()
        _check_reached(said, now)
        seen = Milestone.objects.filter(pk=row.pk, version=expected_version).first()
        moved = seen is not None and said.get("due_on", seen.due_on) != seen.due_on
        if moved and not reason:
            check_open(row.plan)
            refuse({**self.check(_proposed(seen, said)), "reason": "Enter why the day moves"})
        changed = super().change(row=row, values=said, expected_version=expected_version, by=by, now=now)
        if moved and seen is not None:
            _keep_move(changed, seen.due_on, reason, by, now)
        return changed

    @transaction.atomic
    def remove(self, *, row: Milestone, expected_version: int, by: Any, now: datetime) -> None:
        """Remove one of the place's own. Raises NotPermitted, StaleVersion, PlanClosed, ValidationError."""
        hold_plan(row.plan)
        if row.key:
            raise ValidationError(OF_THE_PAPER)
        super().remove(row=row, expected_version=expected_version, by=by, now=now)


def _proposed(row: Any, values: Mapping[str, Any]) -> Milestone:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _check_reached(values: Mapping[str, Any], now: datetime) -> None:
    reached: date | None = values.get("met_on")
    today = timezone.localdate(now, LONDON)
    if reached is not None and reached > today:
        refuse({"met_on": f"Enter today, {as_date(today)}, or an earlier date, or leave it blank until it is reached"})


def _keep_move(milestone: Milestone, before: date, reason: str, by: Any, now: datetime) -> None:
    MilestoneSlip.objects.create(
        milestone=milestone, from_on=before, to_on=milestone.due_on, reason=reason, by=by, at=now
    )


MILESTONES = MilestoneService(Milestone, keeping=PLAN, check=_check)
