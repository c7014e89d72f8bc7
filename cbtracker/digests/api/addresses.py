"""Where the operations of digests hang."""

from __future__ import annotations

from cbtracker.digests.api.own import OwnDigest, SendNow
from cbtracker.digests.api.quiet import QuietPeriods
from cbtracker.digests.api.sent import Digests
from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route

ONE_PERIOD = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
ROUTES: list[Route] = [
    Route("digests", "digests", Digests, {"get": "list"}),
    Route("digests/own", "own_digest", OwnDigest, {"get": "retrieve", "patch": "partial_update"}),
    Route("digests/own/send-now", "own_digest_now", SendNow, {"post": "create"}),
    Route("quiet-periods", "quiet_periods", QuietPeriods, {"get": "list", "post": "create"}),
    Route(f"quiet-periods/{regex('id')}", "quiet_period", QuietPeriods, ONE_PERIOD),
]
