"""What the services of support share: who may keep it, and whose it is."""

from __future__ import annotations

from typing import Any

from areas.models import Area
from cbtracker.accounts.permissions import Permission
from rollout.services.kept import Faults, Keeping, check_days, refuse, said

__all__ = ["SUPPORT", "Faults", "check_days", "place_fields", "refuse", "said"]

SUPPORT = Keeping(Permission.EDIT_SUPPORT, "support")


def place_fields(place: Any) -> dict[str, Any]:
    """Return `place`, an area or an authority, as the two fields of a row that is about one."""
    is_area = isinstance(place, Area)
    return {"area": place if is_area else None, "authority": None if is_area else place}
