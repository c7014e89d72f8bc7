"""Where the operations of the joint team, agreements, support and barriers hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from rollout.workstrands.api.team import Agreements, Barriers, People, Support

PLACE = f"strand-places/{regex('slug')}"
OF_PLAN = {"get": "list", "post": "create"}
ONE = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
ROUTES: list[Route] = [
    Route(f"{PLACE}/people", "plan_people", People, OF_PLAN),
    Route(f"plan-people/{regex('id')}", "plan_person", People, ONE),
    Route(f"plan-people/{regex('id')}/leaving", "plan_person_leaving", People, {"post": "leave"}),
    Route(f"{PLACE}/agreements", "plan_agreements", Agreements, OF_PLAN),
    Route(f"plan-agreements/{regex('id')}", "plan_agreement", Agreements, ONE),
    Route(f"{PLACE}/support", "plan_support", Support, OF_PLAN),
    Route(f"plan-support/{regex('id')}", "plan_support_item", Support, ONE),
    Route(f"{PLACE}/barriers", "plan_barriers", Barriers, OF_PLAN),
    Route(f"{PLACE}/barriers/linked", "plan_barriers_linked", Barriers, {"post": "link"}),
    Route(f"plan-barriers/{regex('id')}", "plan_barrier", Barriers, {"get": "retrieve", "delete": "destroy"}),
]
