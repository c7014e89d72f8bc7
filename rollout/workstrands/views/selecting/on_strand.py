"""What the page of a workstrand says of its assessors and of the selection (`workstrands/_selection.html`)."""

from __future__ import annotations

from typing import Any

from rollout.workstrands.models import Workstrand
from rollout.workstrands.selectors.selecting import selection_of


def selection_part(strand: Workstrand, user: Any) -> dict[str, Any]:
    """What the section shows to `user`."""
    return {"selection": selection_of(strand, user)}
