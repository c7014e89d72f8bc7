"""Where the operations of the register hang: address, name, viewset and what each method does."""

from __future__ import annotations

from cbtracker.rest.keys import KEYS, regex
from cbtracker.rest.routes import Route
from requests_log.api.beside import Links, Watching
from requests_log.api.changes import ChangesSince
from requests_log.api.freedoms import Freedoms
from requests_log.api.history import Revisions
from requests_log.api.positions import Confirmations, Positions
from requests_log.api.queue import Queue
from requests_log.api.raising import Register
from requests_log.api.saved_views import SavedViews
from requests_log.api.workstreams import Workshops, Workstreams, WorkstreamStatuses

ONE = f"requests/{regex('reference')}"
OTHER = f"(?P<to__reference>{KEYS['reference'].pattern})"
WORKSTREAM = f"workstreams/{regex('slug')}"
ROUTES: list[Route] = [
    Route("requests", "requests", Register, {"get": "list", "post": "create"}),
    Route("requests/yours", "queue", Queue, {"get": "list"}),
    Route(ONE, "request", Register, {"get": "retrieve", "patch": "partial_update"}),
    Route(f"{ONE}/positions", "request_positions", Positions, {"get": "list", "post": "create"}),
    Route(f"{ONE}/revisions", "request_revisions", Revisions, {"get": "list"}),
    Route(f"{ONE}/revisions/{regex('version')}", "request_revision", Revisions, {"get": "retrieve"}),
    Route(f"{ONE}/links", "request_links", Links, {"get": "list", "post": "create"}),
    Route(f"{ONE}/links/{OTHER}", "request_link", Links, {"delete": "destroy"}),
    Route(f"{ONE}/watch", "request_watch", Watching, {"get": "retrieve", "put": "update", "delete": "destroy"}),
    Route(f"{ONE}/confirmations", "request_confirmations", Confirmations, {"post": "create"}),
    Route("freedoms", "freedoms", Freedoms, {"get": "list"}),
    Route("freedoms/similar", "similar_freedoms", Freedoms, {"get": "ask"}),
    Route(f"freedoms/{regex('id')}", "freedom", Freedoms, {"get": "retrieve"}),
    Route("saved-views", "saved_views", SavedViews, {"get": "list", "post": "create"}),
    Route(
        f"saved-views/{regex('id')}",
        "saved_view",
        SavedViews,
        {"get": "retrieve", "patch": "partial_update", "delete": "destroy"},
    ),
    Route("workstreams", "workstreams", Workstreams, {"get": "list", "post": "create"}),
    Route(WORKSTREAM, "workstream", Workstreams, {"get": "retrieve", "patch": "partial_update"}),
    Route(f"{WORKSTREAM}/statuses", "workstream_statuses", WorkstreamStatuses, {"post": "create"}),
    Route(f"{WORKSTREAM}/statuses/{regex('id')}/end", "workstream_status", WorkstreamStatuses, {"post": "end"}),
    Route(f"{WORKSTREAM}/workshops", "workshops", Workshops, {"post": "create"}),
    Route("changes", "changes", ChangesSince, {"get": "retrieve"}),
]
