"""Where the operations of nominations, conversations and the offer hang."""

from __future__ import annotations

from cbtracker.rest.routes import Route

ROUTES: list[Route] = []
