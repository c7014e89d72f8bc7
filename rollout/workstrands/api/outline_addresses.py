"""Where the operations of workstrands, prospectuses, earlier areas and outline proposals hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from rollout.workstrands.api import outlines, strands

STRAND = f"workstrands/{regex('slug')}"
ONE = f"outlines/{regex('id')}"
CREATE = {"post": "create"}

ROUTES: list[Route] = [
    Route("workstrands", "workstrands", strands.Strands, {"get": "list"}),
    Route(STRAND, "workstrand", strands.Strands, {"get": "retrieve"}),
    Route(
        f"{STRAND}/prospectus",
        "prospectus",
        strands.Prospectuses,
        {"get": "retrieve", "post": "create", "patch": "partial_update"},
    ),
    Route(f"{STRAND}/prospectus/publication", "prospectus_publication", strands.Prospectuses, {"post": "publish"}),
    Route("earlier-areas", "earlier_areas", strands.EarlierAreas, {"get": "list"}),
    Route(
        f"earlier-areas/{regex('id')}",
        "earlier_area",
        strands.EarlierAreas,
        {"get": "retrieve", "patch": "partial_update"},
    ),
    Route("outlines", "outlines", outlines.Outlines, {"get": "list", "post": "create"}),
    Route(ONE, "outline", outlines.Outlines, {"get": "retrieve", "patch": "partial_update"}),
    Route(f"{ONE}/sign-offs", "outline_sign_offs", outlines.OutlineSignOffs, CREATE),
    Route(f"{ONE}/submission", "outline_submission", outlines.OutlineSubmissions, CREATE),
    Route(f"{ONE}/withdrawal", "outline_withdrawal", outlines.OutlineWithdrawals, CREATE),
]
