"""Rows of the matrix: operational plans and what belongs to them."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import PROGRAMME, SECRETARIAT, WHITEHALL, Row
from tests.factories.workstrand_plans import (
    GovernmentDecisionFactory,
    MilestoneFactory,
    PlanFindingFactory,
    PlanGapFactory,
    PlanItemFactory,
)
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory

PLAN_READERS = PROGRAMME
"""Who reads the plan of a place that is their own; of another place all but officers and the community do."""

OTHER_READERS = WHITEHALL | {Role.PARTNER}
KEEPERS = SECRETARIAT | {Role.OFFICER, Role.LOCALITY_LEAD, Role.COMMUNITY}


def furnish(world: Any) -> None:
    """A selected place of each side's neighbourhood, with a plan and a gap in it."""
    for slot, side in enumerate((world.own, world.other), start=1):
        side.strand_place = StrandPlaceFactory(
            strand__number=3, authority=side.authority, neighbourhood=side.neighbourhood, slot=slot
        )
        side.plan = OperationalPlanFactory(place=side.strand_place)
        side.gap = PlanGapFactory(plan=side.plan)
        side.plan_item = PlanItemFactory(
            plan=side.plan, item__strand=side.strand_place.strand, item__checklist="codesign"
        )
        side.milestone = MilestoneFactory(plan=side.plan)
        side.finding = PlanFindingFactory(plan=side.plan)
        side.decision = GovernmentDecisionFactory(plan=side.plan)


def place(side: Any, user: Any) -> dict[str, Any]:
    """The selected place."""
    return {"place": side.strand_place.slug}


def new_gap(side: Any, user: Any) -> dict[str, Any]:
    """A gap to add to its plan."""
    return {"place": side.strand_place.slug, "part": "gaps"}


def gap(side: Any, user: Any) -> dict[str, Any]:
    """A gap of its plan."""
    return {**new_gap(side, user), "pk": side.gap.pk}


def item(side: Any, user: Any) -> dict[str, Any]:
    """An item of its checklist."""
    return {**place(side, user), "checklist": "codesign", "letter": "a"}


def version(side: Any, user: Any) -> dict[str, Any]:
    """An agreed version of it, which the rows of papers furnish."""
    return {**place(side, user), "number": side.plan_version.number}


def decision(side: Any, user: Any) -> dict[str, Any]:
    """A decision of Government, which the secretariat alone keeps."""
    return {**place(side, user), "part": "decisions", "pk": side.decision.pk}


def decided(side: Any, user: Any) -> dict[str, Any]:
    """A decision to add."""
    return {**place(side, user), "part": "decisions"}


def both(name: str, kwargs: Any, may: Any = KEEPERS, of: str = "") -> list[Row]:
    """The page with a form, and sending it; `of`: on which kind of part."""
    return [Row(f"workstrands:{name}", method, may, SECRETARIAT, kwargs=kwargs, of=of) for method in ("GET", "POST")]


ROWS: list[Row] = [
    Row("workstrands:plan", "GET", PLAN_READERS, OTHER_READERS, kwargs=place),
    Row("workstrands:item", "GET", PLAN_READERS, OTHER_READERS, kwargs=item),
    Row("workstrands:version", "GET", PLAN_READERS, OTHER_READERS, kwargs=version),
    Row("workstrands:add_item_note", "POST", KEEPERS, SECRETARIAT, kwargs=item),
    *both("change_plan", place),
    *both("change_item", item),
    *both("agree_version", place),
    *both("add_part", new_gap),
    *both("change_part", gap),
    *both("remove_part", gap),
    *both("add_part", decided, SECRETARIAT, "decisions"),
    *both("change_part", decision, SECRETARIAT, "decisions"),
    *both("remove_part", decision, SECRETARIAT, "decisions"),
]
