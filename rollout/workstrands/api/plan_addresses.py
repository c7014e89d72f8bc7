"""Where the operations of plans, checklists, milestones, results and agreed versions hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from rollout.workstrands.api.plans import Decisions, Findings, Items, Milestones, Notes, Plans, Versions

PLACE = f"strand-places/{regex('slug')}"
NUMBER = regex("id")
OF_PLAN = {"get": "list", "post": "create"}
ONE = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
ROUTES: list[Route] = [
    Route(f"{PLACE}/plan", "plan", Plans, {"get": "retrieve", "patch": "partial_update"}),
    Route(f"{PLACE}/checklist", "plan_items", Items, {"get": "list"}),
    Route(f"plan-items/{NUMBER}", "plan_item", Items, {"get": "retrieve", "patch": "partial_update"}),
    Route(f"plan-items/{NUMBER}/notes", "item_notes", Notes, OF_PLAN),
    Route(f"{PLACE}/milestones", "plan_milestones", Milestones, OF_PLAN),
    Route(f"plan-milestones/{NUMBER}", "plan_milestone", Milestones, ONE),
    Route(f"{PLACE}/findings", "plan_findings", Findings, OF_PLAN),
    Route(f"plan-findings/{NUMBER}", "plan_finding", Findings, ONE),
    Route(f"{PLACE}/decisions", "plan_decisions", Decisions, OF_PLAN),
    Route(f"plan-decisions/{NUMBER}", "plan_decision", Decisions, ONE),
    Route(f"{PLACE}/versions", "plan_versions", Versions, OF_PLAN),
    Route(f"{PLACE}/versions/{regex('version')}", "plan_version", Versions, {"get": "retrieve"}),
]
