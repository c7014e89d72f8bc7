"""Where the operations of support and finance hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from rollout.api.finance_routes import Routes
from rollout.api.money import Advances, Asking, Decision, Drawing, Money, PaidBack, Withdrawal
from rollout.api.place_support import SupportOfPlaces
from rollout.api.support import Hubs, Members, Pairs, Sessions, Sets
from rollout.api.workshops import Attended, Calendars, Coming, NotComing, Workshops

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
LIST, ONE = {"get": "list", "post": "create"}, {"get": "retrieve", "patch": "partial_update"}
SET, WORKSHOP = f"learning-sets/{regex('id')}", f"workshops/{regex('id')}"
SUPPORT: list[Route] = [
    Route("support/own", "own_support", SupportOfPlaces, {"get": "list"}),
    Route(f"authorities/{regex('code')}/support", "authority_support", SupportOfPlaces, {"get": "retrieve"}),
    Route("hubs", "hubs", Hubs, LIST),
    Route(f"hubs/{regex('id')}", "hub", Hubs, ONE),
    Route("buddy-pairs", "buddy_pairs", Pairs, LIST),
    Route(f"buddy-pairs/{regex('id')}", "buddy_pair", Pairs, ONE),
    Route("learning-sets", "learning_sets", Sets, LIST),
    Route(SET, "learning_set", Sets, ONE),
    Route(f"{SET}/members", "learning_set_members", Members, {"post": "create"}),
    Route(f"{SET}/sessions", "learning_set_sessions", Sessions, {"post": "create"}),
    Route(f"learning-set-members/{regex('id')}", "learning_set_member", Members, ONE),
    Route(f"learning-set-sessions/{regex('id')}", "learning_set_session", Sessions, ONE),
    Route("workshops", "regional_workshops", Workshops, LIST),
    Route(WORKSHOP, "regional_workshop", Workshops, ONE),
    Route(f"{WORKSHOP}/calendar", "regional_workshop_calendar", Calendars, {"get": "retrieve"}),
    Route(f"{WORKSHOP}/people", "regional_workshop_people", Coming, {"post": "create"}),
    Route(f"{WORKSHOP}/attendance", "regional_workshop_attendance", Attended, {"get": "retrieve", "post": "create"}),
    Route(f"workshop-people/{regex('id')}/not-coming", "regional_workshop_not_coming", NotComing, {"post": "create"}),
]
ROUTES: list[Route] = [*MONEY, *SUPPORT]
