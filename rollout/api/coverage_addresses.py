"""Where the operations of engagement, coverage, the timeline and documents hang."""

from __future__ import annotations

from cbtracker.rest.routes import Route

ROUTES: list[Route] = []
