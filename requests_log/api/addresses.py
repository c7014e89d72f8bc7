"""Where the operations of the register hang: address, name, viewset and what each method does."""

from __future__ import annotations

from cbtracker.rest.keys import KEYS, regex
from cbtracker.rest.routes import Route
from requests_log.api.beside import Links, Watching
from requests_log.api.history import Revisions
from requests_log.api.positions import Confirmations, Positions
from requests_log.api.requests import Requests

ONE = f"requests/{regex('reference')}"
OTHER = f"(?P<to__reference>{KEYS['reference'].pattern})"
ROUTES: list[Route] = [
    Route("requests", "requests", Requests, {"get": "list"}),
    Route(ONE, "request", Requests, {"get": "retrieve"}),
    Route(f"{ONE}/positions", "request_positions", Positions, {"get": "list", "post": "create"}),
    Route(f"{ONE}/revisions", "request_revisions", Revisions, {"get": "list"}),
    Route(f"{ONE}/revisions/{regex('version')}", "request_revision", Revisions, {"get": "retrieve"}),
    Route(f"{ONE}/links", "request_links", Links, {"get": "list", "post": "create"}),
    Route(f"{ONE}/links/{OTHER}", "request_link", Links, {"delete": "destroy"}),
    Route(f"{ONE}/watch", "request_watch", Watching, {"get": "retrieve", "put": "update", "delete": "destroy"}),
    Route(f"{ONE}/confirmations", "request_confirmations", Confirmations, {"post": "create"}),
]
