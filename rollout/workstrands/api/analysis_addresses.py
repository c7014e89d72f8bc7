"""Where the operations of outcomes, delivery chains, options and gaps hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from rollout.workstrands.api.analysis import Gaps

PLACE = f"strand-places/{regex('slug')}"
OF_PLAN = {"get": "list", "post": "create"}
ONE = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
ROUTES: list[Route] = [
    Route(f"{PLACE}/gaps", "plan_gaps", Gaps, OF_PLAN),
    Route(f"plan-gaps/{regex('id')}", "plan_gap", Gaps, ONE),
]
