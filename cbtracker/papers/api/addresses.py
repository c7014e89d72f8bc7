"""Where the operations of bodies, meetings and papers hang."""

from __future__ import annotations

from cbtracker.papers.api.bodies import Bodies, Members
from cbtracker.papers.api.changes import ChangesSincePaper
from cbtracker.papers.api.drafts import DraftFiles, Drafts
from cbtracker.papers.api.exports import MadePapers, RequestsFiles, SheetFiles
from cbtracker.papers.api.meetings import Calendars, Meetings
from cbtracker.papers.api.papers import Checks, PaperFiles, Papers
from cbtracker.papers.api.plan_papers import PlanFiles, PlanPapers
from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route

ONE = f"papers/{regex('id')}"
DRAFT = f"papers/drafts/{regex('id')}"
SHEET = f"areas/{regex('slug')}/sheet"
FILE = f"files/{regex('extension')}"
PLACE = f"strand-places/{regex('slug')}"
PLAN, PLAN_VERSION = f"{PLACE}/paper", f"{PLACE}/versions/{regex('version')}/paper"
BODY = f"bodies/{regex('slug')}"
MEMBER = f"{BODY}/members/{regex('id')}"
MEETING = f"{BODY}/meetings/{regex('id')}"
ROUTES: list[Route] = [
    Route("bodies", "bodies", Bodies, {"get": "list"}),
    Route(BODY, "body", Bodies, {"get": "retrieve", "patch": "change"}),
    Route(f"{BODY}/members", "body_members", Members, {"get": "list", "post": "create"}),
    Route(MEMBER, "body_member", Members, {"get": "retrieve"}),
    Route(f"{MEMBER}/end", "body_member_end", Members, {"post": "end"}),
    Route(f"{BODY}/meetings", "meetings", Meetings, {"get": "list", "post": "create"}),
    Route(MEETING, "meeting", Meetings, {"get": "retrieve", "patch": "change"}),
    Route(f"{MEETING}/cancel", "meeting_cancel", Meetings, {"post": "cancel"}),
    Route(f"{MEETING}/restore", "meeting_restore", Meetings, {"post": "restore"}),
    Route(f"{BODY}/calendar", "body_calendar", Calendars, {"get": "retrieve"}),
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
    Route(f"{ONE}/changes", "paper_changes", ChangesSincePaper, {"get": "since_paper"}),
    Route(f"{ONE}/updates", "paper_updates", Papers, {"post": "start_update"}),
    Route(f"{ONE}/reissues", "paper_reissues", Papers, {"post": "start_reissue"}),
    Route(SHEET, "area_sheet", MadePapers, {"get": "of_place"}),
    Route(f"{SHEET}/{FILE}", "area_sheet_file", SheetFiles, {"get": "retrieve"}),
    Route(PLAN, "plan_paper", PlanPapers, {"get": "retrieve"}),
    Route(f"{PLAN}/{FILE}", "plan_paper_file", PlanFiles, {"get": "retrieve"}),
    Route(PLAN_VERSION, "plan_version_paper", PlanPapers, {"get": "retrieve"}),
    Route(f"{PLAN_VERSION}/{FILE}", "plan_version_paper_file", PlanFiles, {"get": "retrieve"}),
]
