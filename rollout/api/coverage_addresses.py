"""Where the operations of engagement, coverage, the timeline and documents hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from rollout.api.coverage import CoverageFigures, Engagements, Steps
from rollout.api.timeline import Timeline

STEPS = f"engagements/{regex('code')}/steps"
ROUTES: list[Route] = [
    Route("coverage", "coverage", CoverageFigures, {"get": "retrieve"}),
    Route("engagements", "engagements", Engagements, {"get": "list"}),
    Route(f"engagements/{regex('code')}", "engagement", Engagements, {"get": "retrieve"}),
    Route(STEPS, "engagement_steps", Steps, {"post": "create"}),
    Route(f"{STEPS}/{regex('id')}", "engagement_step", Steps, {"get": "retrieve"}),
    Route(f"{STEPS}/{regex('id')}/retraction", "engagement_step_retraction", Steps, {"post": "retract"}),
    Route("timeline", "timeline", Timeline, {"get": "list", "post": "create"}),
    Route(
        f"timeline/{regex('id')}",
        "timeline_item",
        Timeline,
        {"get": "retrieve", "patch": "partial_update", "delete": "destroy"},
    ),
]
