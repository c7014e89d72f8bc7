"""Rows of the matrix: advances of grant, and routes to finance."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import NOBODY, SECRETARIAT, WHITEHALL, Row
from tests.factories.money import AdvanceFactory, FinanceRouteFactory, asked_advance

OFFICER = frozenset({Role.OFFICER})
DECIDERS = SECRETARIAT | {Role.CHAMPION}
PARTIES = WHITEHALL | OFFICER


def furnish(world: Any) -> None:
    """A draft, an advance that was asked for and a route of the area of each side, its own department's to decide."""
    for side in (world.own, world.other):
        about = {"area": side.area, "department": side.department}
        side.draft_advance, side.advance = AdvanceFactory(**about), asked_advance(**about)
        side.route = FinanceRouteFactory(**about)


def place(side: Any, user: Any) -> dict[str, Any]:
    """The side's area."""
    return {"slug": side.area.slug}


def draft(side: Any, user: Any) -> dict[str, Any]:
    """The draft of the side's area."""
    return {**place(side, user), "pk": side.draft_advance.pk}


def advance(side: Any, user: Any) -> dict[str, Any]:
    """What the side's area asked for."""
    return {**place(side, user), "pk": side.advance.pk}


def route(side: Any, user: Any) -> dict[str, Any]:
    """The route that the side's area takes."""
    return {**place(side, user), "kind": side.route.kind}


ROWS: list[Row] = [
    Row("rollout:finance", "GET", PARTIES),
    Row("rollout:advances_csv", "GET", PARTIES),
    Row("rollout:money", "GET", PARTIES, SECRETARIAT, kwargs=place),
    Row("rollout:start_advance", "GET", OFFICER, NOBODY, kwargs=place),
    Row("rollout:start_advance", "POST", OFFICER, NOBODY, kwargs=place),
    Row("rollout:advance", "GET", PARTIES, SECRETARIAT, kwargs=advance),
    Row("rollout:change_advance", "GET", OFFICER, NOBODY, kwargs=draft),
    Row("rollout:change_advance", "POST", OFFICER, NOBODY, kwargs=draft),
    Row("rollout:withdraw_advance", "POST", OFFICER, NOBODY, kwargs=advance),
    Row("rollout:advance_next", "GET", DECIDERS, SECRETARIAT, kwargs=advance),
    Row("rollout:advance_next", "POST", DECIDERS, SECRETARIAT, kwargs=advance),
    Row("rollout:finance_route", "GET", PARTIES, SECRETARIAT, kwargs=route),
    Row("rollout:finance_route", "POST", DECIDERS | OFFICER, SECRETARIAT, kwargs=route),
]
