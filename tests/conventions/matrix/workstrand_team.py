"""Rows of the matrix: the joint team of a plan, its agreements, support and barriers."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import SECRETARIAT, Row
from tests.conventions.matrix.workstrand_plans import KEEPERS, OTHER_READERS, PLAN_READERS, place
from tests.factories.workstrand_plans import (
    AgencyAgreementFactory,
    PlanBarrierFactory,
    SupportItemFactory,
    TeamMemberFactory,
)


def furnish(world: Any) -> None:
    """Somebody on each plan's team, an agency, support and a barrier that the plan raised."""
    for side in (world.own, world.other):
        side.team_member = TeamMemberFactory(plan=side.plan)
        side.agreement = AgencyAgreementFactory(plan=side.plan)
        side.support_item = SupportItemFactory(plan=side.plan)
        side.barrier = PlanBarrierFactory(plan=side.plan, entry=side.open_entry, raised_here=True)


def member(side: Any, user: Any) -> dict[str, Any]:
    """Somebody of its team."""
    return {**place(side, user), "pk": side.team_member.pk}


def barrier(side: Any, user: Any) -> dict[str, Any]:
    """A barrier of its plan."""
    return {**place(side, user), "pk": side.barrier.pk}


def support(side: Any, user: Any) -> dict[str, Any]:
    """Support to add to its plan."""
    return {**place(side, user), "part": "support"}


def both(name: str, allowed: Any, kwargs: Any, of: str = "") -> list[Row]:
    """The page with a form, and sending it; `of`: on which kind of part."""
    return [
        Row(f"workstrands:{name}", method, allowed, SECRETARIAT, kwargs=kwargs, of=of) for method in ("GET", "POST")
    ]


ROWS: list[Row] = [
    Row("workstrands:team", "GET", PLAN_READERS, OTHER_READERS, kwargs=place),
    *both("leave_team", KEEPERS, member),
    *both("raise_barrier", KEEPERS, place),
    *both("link_barrier", KEEPERS - {Role.COMMUNITY}, place),
    *both("unlink_barrier", KEEPERS, barrier),
    *both("add_part", SECRETARIAT, support, "support"),
]
