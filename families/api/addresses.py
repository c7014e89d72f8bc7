"""Where the operations of estimates and proposals hang."""

from __future__ import annotations

from cbtracker.rest.routes import Route

ROUTES: list[Route] = []
