"""Where the operations of estimates and proposals hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from families.api.annex_d import AnnexDTable
from families.api.inputs import Confirmations, Indicators, Populations, Uploads
from families.api.proposals import Clarifications, ProposalConfirmations, Proposals
from families.api.runs import Comparison, CurrentRun, Runs

RUN, UPLOAD = f"estimate-runs/{regex('id')}", f"input-uploads/{regex('upload')}"
PROPOSAL = f"proposals/{regex('slug')}"
ROUTES: list[Route] = [
    Route("annex-d", "annex_d", AnnexDTable, {"get": "retrieve"}),
    Route("estimate-runs", "estimate_runs", Runs, {"get": "list", "post": "create"}),
    Route("estimate-runs/comparison", "estimate_runs_comparison", Comparison, {"get": "retrieve"}),
    Route(RUN, "estimate_run", Runs, {"get": "retrieve"}),
    Route(f"{RUN}/current", "estimate_run_current", CurrentRun, {"post": "create"}),
    Route("populations", "populations", Populations, {"get": "list"}),
    Route(f"populations/{regex('slug')}", "population", Populations, {"get": "retrieve"}),
    Route("indicators", "indicators", Indicators, {"get": "list"}),
    Route(f"indicators/{regex('slug')}", "indicator", Indicators, {"get": "retrieve"}),
    Route("input-uploads", "input_uploads", Uploads, {"post": "create"}),
    Route(UPLOAD, "input_upload", Uploads, {"get": "retrieve"}),
    Route(f"{UPLOAD}/confirmation", "input_upload_confirmation", Confirmations, {"post": "create"}),
    Route("proposals", "proposals", Proposals, {"get": "list"}),
    Route(PROPOSAL, "proposal", Proposals, {"get": "retrieve", "patch": "partial_update"}),
    Route(f"{PROPOSAL}/clarifications", "proposal_clarifications", Clarifications, {"post": "create"}),
    Route(f"{PROPOSAL}/confirmations", "proposal_confirmations", ProposalConfirmations, {"post": "create"}),
]
