"""Buddying: the secretariat pairs an area of the first phase with a new place (F000 ¶13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from areas.models import Area, AreaMember, Authority
from areas.services.reference.tables import FIRST_PHASE
from cbtracker.web.formats import LONDON
from rollout.models import BuddyPair
from rollout.services.support.records import SUPPORT, Faults, check_days, place_fields, refuse


@dataclass(frozen=True, kw_only=True)
class BuddyDates:
    """How long a pair lasts, and what it is about. `to_on` None: it goes on."""

    from_on: date
    to_on: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class BuddyTerms(BuddyDates):
    """Who helps whom: `place` is an area that is not of the first phase, or an authority that is in none."""

    helper: Area
    place: Area | Authority


@transaction.atomic
def pair_buddies(*, terms: BuddyTerms, by: Any, now: datetime) -> BuddyPair:
    """Pair two places. Raises NotPermitted; ValidationError for places that cannot be a pair, or are one already."""
    faults = _wrong_places(terms, timezone.localdate(now, LONDON))
    check_days(faults, ("from_on", terms.from_on), ("to_on", terms.to_on))
    refuse(faults)
    pair = BuddyPair(
        helper=terms.helper, from_on=terms.from_on, to_on=terms.to_on, note=terms.note, **place_fields(terms.place)
    )
    return SUPPORT.write_new(pair, taken=_taken(terms.helper, terms.place, "place"), by=by, now=now)


@transaction.atomic
def change_buddies(*, pair: BuddyPair, terms: BuddyDates, expected_version: int, by: Any, now: datetime) -> BuddyPair:
    """Change the dates and note of `pair`. Raises NotPermitted, StaleVersion, ValidationError."""
    faults: Faults = {}
    check_days(faults, ("from_on", terms.from_on), ("to_on", terms.to_on))
    refuse(faults)
    taken = _taken(pair.helper, pair.place, "to_on")
    return SUPPORT.write_change(pair, vars(terms), expected_version=expected_version, taken=taken, by=by, now=now)


def _wrong_places(terms: BuddyTerms, today: date) -> Faults:
    faults: Faults = {}
    if terms.helper.phase.slug != FIRST_PHASE:
        faults["helper"] = f"{terms.helper} is not an area of the first phase. Select one that is"
    if terms.place == terms.helper:
        faults["place"] = f"{terms.helper} cannot help itself. Select another place"
    elif isinstance(terms.place, Area) and terms.place.phase.slug == FIRST_PHASE:
        faults["place"] = f"{terms.place} is an area of the first phase itself. Select a new place"
    elif isinstance(terms.place, Authority):
        member = AreaMember.objects.in_force(today).filter(authority=terms.place).select_related("area").first()
        if member is not None:
            faults["place"] = f"{terms.place} is in the area {member.area}. Select a place that is new"
    return faults


def _taken(helper: Any, place: Any, name: str) -> Faults:
    return {name: f"{helper} and {place} are a pair already. End that pair first"}
