"""Where the operations that change requests hang. A request itself is raised and changed where it is read."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from requests_log.api.bulk import BatchRequests, BulkChanges, Reversals
from requests_log.api.imports import ImportConfirmations, Imports
from requests_log.api.lifecycle import (
    Duplicates,
    Freedoms,
    NextSteps,
    Objections,
    Outcomes,
    Reopenings,
    Replies,
    Withdrawals,
)

ONE = f"requests/{regex('reference')}"
BATCH = f"bulk-changes/{regex('id')}"
IMPORT = f"imports/{regex('upload')}"
ROUTES: list[Route] = [
    Route(f"{ONE}/outcome", "request_outcome", Outcomes, {"post": "create"}),
    Route(f"{ONE}/freedom", "request_freedom", Freedoms, {"post": "create"}),
    Route(f"{ONE}/reopening", "request_reopening", Reopenings, {"post": "create"}),
    Route(f"{ONE}/withdrawal", "request_withdrawal", Withdrawals, {"post": "create"}),
    Route(f"{ONE}/duplicate", "request_duplicate", Duplicates, {"post": "create"}),
    Route(f"{ONE}/next-step", "request_next_step", NextSteps, {"post": "create"}),
    Route(f"{ONE}/replies", "request_replies", Replies, {"post": "create"}),
    Route(f"{ONE}/objections", "request_objections", Objections, {"post": "create"}),
    Route("bulk-changes", "bulk_changes", BulkChanges, {"get": "list", "post": "create"}),
    Route(BATCH, "bulk_change", BulkChanges, {"get": "retrieve"}),
    Route(f"{BATCH}/requests", "bulk_change_requests", BatchRequests, {"get": "list"}),
    Route(f"{BATCH}/reversal", "bulk_change_reversal", Reversals, {"post": "create"}),
    Route("imports", "imports", Imports, {"post": "create"}),
    Route(IMPORT, "import", Imports, {"get": "retrieve"}),
    Route(f"{IMPORT}/confirmation", "import_confirmation", ImportConfirmations, {"post": "create"}),
]
