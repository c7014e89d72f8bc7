"""Where the operations of bodies, meetings and papers hang."""

from __future__ import annotations

from cbtracker.papers.api.drafts import DraftFiles, Drafts
from cbtracker.papers.api.exports import MadePapers, RequestsFiles, SheetFiles
from cbtracker.papers.api.papers import Checks, PaperFiles, Papers
from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route

ONE = f"papers/{regex('id')}"
DRAFT = f"papers/drafts/{regex('id')}"
SHEET = f"areas/{regex('slug')}/sheet"
FILE = f"files/{regex('extension')}"
ROUTES: list[Route] = [
    Route("papers", "papers", Papers, {"get": "list"}),
    Route("papers/check", "papers_check", Checks, {"get": "list"}),
    Route("papers/requests", "papers_requests", MadePapers, {"get": "of_requests"}),
    Route(f"papers/requests/{FILE}", "papers_requests_file", RequestsFiles, {"get": "retrieve"}),
    Route("papers/drafts", "drafts", Drafts, {"get": "list", "post": "create"}),
    Route(DRAFT, "draft", Drafts, {"get": "retrieve", "patch": "change", "delete": "discard"}),
    Route(f"{DRAFT}/preview", "draft_preview", Drafts, {"get": "preview"}),
    Route(f"{DRAFT}/{FILE}", "draft_file", DraftFiles, {"get": "retrieve"}),
    Route(f"{DRAFT}/issue", "draft_issue", Drafts, {"post": "issue"}),
    Route(ONE, "paper", Papers, {"get": "retrieve"}),
    Route(f"{ONE}/{FILE}", "paper_file", PaperFiles, {"get": "retrieve"}),
    Route(f"{ONE}/updates", "paper_updates", Papers, {"post": "start_update"}),
    Route(f"{ONE}/reissues", "paper_reissues", Papers, {"post": "start_reissue"}),
    Route(SHEET, "area_sheet", MadePapers, {"get": "of_place"}),
    Route(f"{SHEET}/{FILE}", "area_sheet_file", SheetFiles, {"get": "retrieve"}),
]
