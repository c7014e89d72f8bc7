"""Keeping what belongs to a plan: one service for every kind of part, with the rules of each kind beside it.

A part's service is declared once (`PartService`), next to the rules of its kind; pages, the API and the demonstration
call it. Writes name the version that they saw, and a place that has ended is only read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from cbtracker.accounts.permissions import Permission
from rollout.services.kept import Faults, Keeping, Row, refuse
from rollout.workstrands.models import OperationalPlan

PLAN = Keeping(Permission.EDIT_STRAND_PLAN, "workstrands")
"""What the place's officers, its community and its joint team keep; called with `on=` the plan."""

STRANDS = Keeping(Permission.EDIT_STRANDS, "workstrands")
"""What the secretariat keeps: prospectuses, the earlier areas, assessors, the support package, decisions."""


class PlanClosed(ValidationError):
    """The place no longer takes part in its workstrand: its plan is only read. Nothing was written."""


def nothing_wrong(row: Any) -> Faults:
    """No rule of its own."""
    return {}


def nothing_before(row: Any, now: datetime) -> None:
    """Nothing has to be held."""


def nothing_after(row: Any) -> None:
    """Nothing follows from it."""


@dataclass(frozen=True)
class PartService(Generic[Row]):
    """Adds, changes and removes records of `model`, each of which belongs to a plan, or to a part of one.

    `parent` is the field that says to what; `check` gives the faults of a row by field, `taken` those that a refusal by
    the database means. In the transaction of each write `before` is called with the row and the moment ahead of every
    check, to hold what others may not change meanwhile, and `after` with the row that was written or is gone.
    """

    model: type[Row]
    parent: str = "plan"
    keeping: Keeping = PLAN
    check: Callable[[Any], Faults] = nothing_wrong
    taken: Callable[[Any], Faults] = nothing_wrong
    before: Callable[[Any, datetime], None] = nothing_before
    after: Callable[[Any], None] = nothing_after

    @transaction.atomic
    def add(self, *, to: Any, values: Mapping[str, Any], by: Any, now: datetime) -> Row:
        """Add a row that says `values`, by the names of the model's fields, to the plan or part `to`.

        Raises NotPermitted, PlanClosed, ValidationError.
        """
        row = self.model(**{self.parent: to}, **values)
        self.before(row, now)
        check_open(plan_of(row))
        refuse(self.check(row))
        added = self.keeping.write_new(row, by=by, now=now, on=plan_of(row), taken=self.taken(row))
        self.after(added)
        return added

    @transaction.atomic
    def change(self, *, row: Row, values: Mapping[str, Any], expected_version: int, by: Any, now: datetime) -> Row:
        """Make `row` say `values`, the rest stays. Raises NotPermitted, StaleVersion, PlanClosed, ValidationError."""
        self.before(row, now)
        check_open(plan_of(row))
        proposed = self.model._default_manager.filter(pk=row.pk).first()
        if proposed is not None:
            for name, value in values.items():
                setattr(proposed, name, value)
            refuse(self.check(proposed))
        changed = self.keeping.write_change(
            row,
            values,
            expected_version=expected_version,
            by=by,
            now=now,
            on=plan_of(row),
            taken=self.taken(proposed or row),
        )
        self.after(changed)
        return changed

    @transaction.atomic
    def remove(self, *, row: Row, expected_version: int, by: Any, now: datetime) -> None:
        """Remove `row`; the audit keeps what it said.

        Raises NotPermitted, StaleVersion, PlanClosed; ValidationError where something else depends on it.
        """
        self.before(row, now)
        plan = plan_of(row)
        check_open(plan)
        try:
            with transaction.atomic():
                self.keeping.write_gone(row, expected_version=expected_version, by=by, now=now, on=plan)
        except ProtectedError as wrong:
            needed = ", ".join(sorted(str(one) for one in wrong.protected_objects))
            raise ValidationError(f"This cannot be removed while it is needed by: {needed}") from None
        self.after(row)


def plan_of(row: Any) -> OperationalPlan:
    """The plan that `row` belongs to, by itself or through the part that it is of."""
    while not isinstance(row, OperationalPlan):
        row = next(getattr(row, name) for name in PARENTS if hasattr(row, f"{name}_id"))
    return row


PARENTS = ("plan", "outcome", "chain", "option", "item", "milestone")
"""The fields that lead from a part to what it belongs to. Those of a plan itself come first."""


def check_open(plan: OperationalPlan) -> None:
    """Raise PlanClosed where the place of `plan` no longer takes part."""
    if not plan.place.is_active:
        raise PlanClosed("This place no longer takes part in the workstrand, so its plan cannot be changed")


def hold_plan(plan: OperationalPlan) -> OperationalPlan:
    """`plan` as it is now: until this transaction ends nobody else writes amounts to it or changes its years."""
    rows = OperationalPlan.objects.select_for_update(of=("self",)).select_related("place")
    return rows.get(pk=plan.pk)
