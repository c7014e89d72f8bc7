"""Where the operations of the practice library hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from rollout.workstrands.api.practice import Practice

ITEM = f"practice/{regex('slug')}"
ROUTES: list[Route] = [
    Route("practice", "practice", Practice, {"get": "list", "post": "create"}),
    Route(ITEM, "practice_item", Practice, {"get": "retrieve", "patch": "partial_update"}),
    Route(f"{ITEM}/publishing", "practice_publishing", Practice, {"post": "publish", "delete": "withdraw"}),
]
