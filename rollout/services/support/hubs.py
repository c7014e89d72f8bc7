"""Regional hubs: the secretariat says which there are (F000 ¶12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from areas.models import Authority
from rollout.models import Hub
from rollout.services.support.records import SUPPORT, Faults, check_days, refuse


@dataclass(frozen=True, kw_only=True)
class HubTerms:
    """What is said of a hub. `closed_on` None: it is open."""

    region: str
    name: str
    host: str
    contact: str = ""
    opened_on: date
    closed_on: date | None = None


@transaction.atomic
def add_hub(*, terms: HubTerms, by: Any, now: datetime) -> Hub:
    """Add a hub. Raises NotPermitted; ValidationError, also for a region that has an open one."""
    _check(terms)
    return SUPPORT.write_new(Hub(**vars(terms)), taken=_taken(terms), by=by, now=now)


@transaction.atomic
def change_hub(*, hub: Hub, terms: HubTerms, expected_version: int, by: Any, now: datetime) -> Hub:
    """Make `hub` say `terms`. Raises NotPermitted, StaleVersion; ValidationError as `add_hub` does."""
    _check(terms)
    return SUPPORT.write_change(
        hub, vars(terms), expected_version=expected_version, taken=_taken(terms), by=by, now=now
    )


def _check(terms: HubTerms) -> None:
    faults: Faults = {}
    if not Authority.objects.filter(region_name=terms.region).exists():
        faults["region"] = "Select region from the list"
    check_days(faults, ("opened_on", terms.opened_on), ("closed_on", terms.closed_on))
    refuse(faults)


def _taken(terms: HubTerms) -> Faults:
    return {"region": f"{terms.region} has an open hub already. Say when that one closed, then add this one"}
