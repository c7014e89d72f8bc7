"""Where the operations of support and finance hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from rollout.api.finance_routes import Routes
from rollout.api.money import Advances, Asking, Decision, Drawing, Money, PaidBack, Withdrawal

ADVANCE, AREA = f"advances/{regex('id')}", f"finance/{regex('slug')}"
ONE_ADVANCE = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
ON_ADVANCE = {
    "asking": Asking,
    "withdrawal": Withdrawal,
    "decision": Decision,
    "drawing": Drawing,
    "paid-back": PaidBack,
}
MONEY: list[Route] = [
    Route("finance", "finance", Money, {"get": "list"}),
    Route(AREA, "area_finance", Money, {"get": "retrieve"}),
    Route(f"{AREA}/advances", "area_advances", Advances, {"post": "create"}),
    Route(f"{AREA}/routes/{regex('kind')}", "finance_route", Routes, {"get": "retrieve"}),
    Route(f"{AREA}/routes/{regex('kind')}/steps", "finance_route_steps", Routes, {"post": "create"}),
    Route("advances", "advances", Advances, {"get": "list"}),
    Route(ADVANCE, "advance", Advances, ONE_ADVANCE),
    *(
        Route(f"{ADVANCE}/{name}", f"advance_{name.replace('-', '_')}", viewset, {"post": "create"})
        for name, viewset in ON_ADVANCE.items()
    ),
]
ROUTES: list[Route] = [*MONEY]
