"""Where the operations of bodies, meetings and papers hang."""

from __future__ import annotations

from cbtracker.rest.routes import Route

ROUTES: list[Route] = []
