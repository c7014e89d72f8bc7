"""The list of the 13 areas of Local Integrated Services, which no paper names: it is filled in (F003 ¶6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from rollout.services.kept import Faults, refuse
from rollout.workstrands.models import EarlierArea
from rollout.workstrands.services.parts import STRANDS

TAKEN = {"name": "Another of the earlier areas is called that already"}


@transaction.atomic
def fill_in_earlier_area(
    *, area: EarlierArea, values: Mapping[str, Any], expected_version: int, by: Any, now: datetime
) -> EarlierArea:
    """Say what is known of one of the 13; all blank takes it back.

    `values` are fields of `EarlierArea`. Raises NotPermitted, StaleVersion, ValidationError by field.
    """
    proposed = EarlierArea.objects.get(pk=area.pk)
    for name, value in values.items():
        setattr(proposed, name, value)
    refuse(_faults(proposed))
    return STRANDS.write_change(area, values, expected_version=expected_version, by=by, now=now, taken=TAKEN)


def _faults(area: EarlierArea) -> Faults:
    said = (area.authority_id, area.led_by, area.note, area.source)
    return {"name": "Enter its name too"} if any(said) and not area.name else {}
