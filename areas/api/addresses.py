"""Where the operations of areas, authorities and departments hang."""

from __future__ import annotations

from cbtracker.rest.routes import Route

ROUTES: list[Route] = []
