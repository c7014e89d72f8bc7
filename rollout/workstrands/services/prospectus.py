"""What invites places to send outline proposals: written, changed and published by the secretariat (F003 B ¶4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from rollout.services.kept import Faults, check_days, refuse
from rollout.workstrands.models import Prospectus, Workstrand
from rollout.workstrands.services.parts import STRANDS

TAKEN = {"text": "This workstrand has a prospectus already. Change that one"}


@transaction.atomic
def write_prospectus(*, strand: Workstrand, values: Mapping[str, Any], by: Any, now: datetime) -> Prospectus:
    """Write the prospectus of `strand`, which nobody but its writers sees until it is published.

    `values` are fields of `Prospectus`. Raises NotPermitted, and ValidationError by field.
    """
    prospectus = Prospectus(strand=strand, **values)
    refuse(_faults(prospectus))
    return STRANDS.write_new(prospectus, by=by, now=now, taken=TAKEN)


@transaction.atomic
def change_prospectus(
    *, prospectus: Prospectus, values: Mapping[str, Any], expected_version: int, by: Any, now: datetime
) -> Prospectus:
    """Give it the `values`, published or not. Raises NotPermitted, StaleVersion, ValidationError by field."""
    proposed = Prospectus.objects.get(pk=prospectus.pk)
    for name, value in values.items():
        setattr(proposed, name, value)
    refuse(_faults(proposed))
    return STRANDS.write_change(prospectus, values, expected_version=expected_version, by=by, now=now)


@transaction.atomic
def publish_prospectus(*, prospectus: Prospectus, expected_version: int, by: Any, now: datetime) -> Prospectus:
    """Let everybody in the programme read it; places answer it between its days.

    Raises NotPermitted, StaleVersion; ValidationError where it is published already.
    """
    if Prospectus.objects.filter(pk=prospectus.pk, published_at__isnull=False).exists():
        raise ValidationError("The prospectus is published already")
    return STRANDS.write_change(prospectus, {"published_at": now}, expected_version=expected_version, by=by, now=now)


def _faults(prospectus: Prospectus) -> Faults:
    faults: Faults = {}
    check_days(faults, ("opens_on", prospectus.opens_on), ("closes_on", prospectus.closes_on))
    if not prospectus.strand.is_of_neighbourhoods and prospectus.earlier_areas:
        faults["earlier_areas"] = "The earlier areas belong to the neighbourhood workstrand. Leave this out"
    elif not (prospectus.earlier_areas or prospectus.new_areas):
        faults["new_areas"] = "Select who is invited: the earlier areas, new areas, or both"
    return faults
