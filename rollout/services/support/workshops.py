"""Regional workshops: the secretariat says which there are (F000 ¶11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from areas.models import Authority
from cbtracker.web.formats import LONDON
from rollout.models import Workshop
from rollout.models.support.workshops import MOST_PLACES
from rollout.services.support.records import SUPPORT, Faults, check_days, refuse


@dataclass(frozen=True, kw_only=True)
class WorkshopTerms:
    """What is said of a workshop. `region` blank: for all of England. `capacity` None: nobody said how many places."""

    title: str
    region: str = ""
    about: str = ""
    starts_at: datetime
    ends_at: datetime
    venue: str = ""
    run_by: str
    capacity: int | None = None
    cancelled: bool = False


@transaction.atomic
def add_workshop(*, terms: WorkshopTerms, by: Any, now: datetime) -> Workshop:
    """Add a workshop. Raises NotPermitted, ValidationError."""
    _check(terms)
    return SUPPORT.write_new(Workshop(**vars(terms)), taken={}, by=by, now=now)


@transaction.atomic
def change_workshop(
    *, workshop: Workshop, terms: WorkshopTerms, expected_version: int, by: Any, now: datetime
) -> Workshop:
    """Make `workshop` say `terms`.

    Raises NotPermitted, StaleVersion; ValidationError, also for fewer places than there are people who come.
    """
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    _check(terms, coming=workshop.attendees.coming().count())
    return SUPPORT.write_change(workshop, vars(terms), expected_version=expected_version, taken={}, by=by, now=now)


def _check(terms: WorkshopTerms, *, coming: int = 0) -> None:
    faults: Faults = {}
    day = timezone.localdate(terms.starts_at, LONDON)
    check_days(faults, ("day", day), ("day", None))
    if terms.ends_at <= terms.starts_at:
        faults["ends"] = "Enter a time after the one at which it starts"
    if terms.region and not Authority.objects.filter(region_name=terms.region).exists():
        faults["region"] = "Select region from the list"
    if terms.capacity is not None and not 1 <= terms.capacity <= MOST_PLACES:
        faults["capacity"] = f"Enter a number from 1 to {MOST_PLACES:,}"
    elif terms.capacity is not None and terms.capacity < coming:
        faults["capacity"] = f"{coming} people come already. Enter {coming} or more"
    refuse(faults)
