"""Where the operations of calls and returns hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from requests_log.api.calls import CallReturns, Calls
from requests_log.api.returns import Returns

ONE = f"calls/{regex('slug')}"
ROUTES: list[Route] = [
    Route("calls", "calls", Calls, {"get": "list", "post": "create"}),
    Route(ONE, "call", Calls, {"get": "retrieve"}),
    Route(f"{ONE}/extensions", "call_extensions", Calls, {"post": "extend"}),
    Route(f"{ONE}/returns", "call_returns", CallReturns, {"get": "list"}),
    Route(f"{ONE}/returns/{regex('id')}", "call_return", Returns, {"get": "retrieve", "post": "create"}),
]
