"""Where the operations of the register hang: address, name, viewset and what each method does."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from requests_log.api.positions import Confirmations, Positions
from requests_log.api.requests import Requests

ONE = f"requests/{regex('reference')}"
ROUTES: list[Route] = [
    Route("requests", "requests", Requests, {"get": "list"}),
    Route(ONE, "request", Requests, {"get": "retrieve"}),
    Route(f"{ONE}/positions", "request_positions", Positions, {"post": "create"}),
    Route(f"{ONE}/confirmations", "request_confirmations", Confirmations, {"post": "create"}),
]
