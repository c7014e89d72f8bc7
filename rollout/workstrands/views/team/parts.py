"""Parts of a plan that are kept here."""

from __future__ import annotations

from rollout.workstrands.views.parts.nouns import Noun

PARTS: list[Noun] = []
