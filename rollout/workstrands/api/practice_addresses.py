"""Addresses of rollout.workstrands.api, the part about: practice."""

from __future__ import annotations

from cbtracker.rest.routes import Route

ROUTES: list[Route] = []
