"""Where the operations of the workstrands hang: each vertical lists its own."""

from __future__ import annotations

from cbtracker.rest.routes import Route
from rollout.workstrands.api.analysis_addresses import ROUTES as ANALYSIS
from rollout.workstrands.api.budget_addresses import ROUTES as BUDGET
from rollout.workstrands.api.importing_addresses import ROUTES as IMPORTING
from rollout.workstrands.api.outline_addresses import ROUTES as OUTLINES
from rollout.workstrands.api.plan_addresses import ROUTES as PLANS
from rollout.workstrands.api.practice_addresses import ROUTES as PRACTICE
from rollout.workstrands.api.selecting_addresses import ROUTES as SELECTING
from rollout.workstrands.api.team_addresses import ROUTES as TEAM

ROUTES: list[Route] = [*OUTLINES, *SELECTING, *PLANS, *TEAM, *ANALYSIS, *BUDGET, *IMPORTING, *PRACTICE]
