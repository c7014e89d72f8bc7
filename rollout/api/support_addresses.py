"""Where the operations of support and finance hang."""

from __future__ import annotations

from cbtracker.rest.routes import Route

ROUTES: list[Route] = []
