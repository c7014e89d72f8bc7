"""Where the operations of engagement, coverage, the timeline and documents hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from rollout.api.coverage import CoverageFigures, Engagements, Steps
from rollout.api.documents import Documents
from rollout.api.take_up import AreaTakeUp, TakeUpByElement
from rollout.api.timeline import Timeline

STEPS = f"engagements/{regex('code')}/steps"
DOCUMENT = f"documents/{regex('id')}"
AREA = f"areas/{regex('slug')}/take-up"
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
    Route("documents", "documents", Documents, {"get": "list", "post": "create"}),
    Route(DOCUMENT, "document", Documents, {"get": "retrieve"}),
    Route(f"{DOCUMENT}/file", "document_file", Documents, {"get": "file"}),
    Route(f"{DOCUMENT}/versions", "document_versions", Documents, {"post": "replace"}),
    Route(f"{DOCUMENT}/withdrawal", "document_withdrawal", Documents, {"post": "withdraw"}),
    Route("take-up", "take_up", TakeUpByElement, {"get": "list"}),
    Route(AREA, "area_take_up", AreaTakeUp, {"get": "list", "post": "create"}),
    Route(f"{AREA}/{regex('id')}", "area_taken", AreaTakeUp, {"get": "retrieve"}),
    Route(f"{AREA}/{regex('id')}/end", "area_taken_end", AreaTakeUp, {"post": "end"}),
]
