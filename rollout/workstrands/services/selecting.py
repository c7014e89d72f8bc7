"""Two places are selected in each workstrand: an outline proposal takes a slot, and its plan begins (F003 ¶7, ¶10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from areas.access import require
from areas.models import Neighbourhood
from areas.services.neighbourhoods import NeighbourhoodWords, add_neighbourhood
from cbtracker.accounts.permissions import Permission
from cbtracker.web.formats import LONDON, as_date
from rollout.services.kept import Faults, check_days, refuse
from rollout.workstrands.models import NEIGHBOURHOODS, PLACES, SLOTS, OutlineProposal, StrandPlace, Workstrand
from rollout.workstrands.selectors.judged import missing_judgements
from rollout.workstrands.services.beginning import begin_plan
from rollout.workstrands.services.deciding import Outcome, decide, decision_on
from rollout.workstrands.services.judging import OutlineSettled, held
from rollout.workstrands.services.parts import STRANDS

SLUG_LENGTH = 75
"""So that an address of the API, of up to 80 characters, has room for a number behind it."""


class SlotsHeld(ValidationError):
    """Both places of the workstrand are held, or its authority or neighbourhood is one. Nothing was written."""


class PlaceEnded(ValidationError):
    """The place has ended already. Nothing was written."""


@dataclass(frozen=True)
class Slot:
    """A slot that is free, and the place that held it last."""

    number: int
    replaces: StrandPlace | None


@transaction.atomic
def select_outline(outline: OutlineProposal, *, reason: str, decided_on: date, by: Any, now: datetime) -> StrandPlace:
    """Select `outline` for a free slot of its workstrand, and begin the plan of the place: all of it or nothing.

    In a slot that another place held it replaces that one. Raises NotPermitted; OutlineSettled for one that is
    withdrawn or selected; SlotsHeld where both slots, its authority or its neighbourhood are taken; ValidationError
    for judgements that are missing and for days that cannot be.
    """
    require(by, Permission.EDIT_STRANDS)
    strand = hold_strand(outline.strand_id)
    row = _to_select(outline)
    refuse_unjudged(row)
    slot = free_slot(strand)
    refuse(_after(slot.replaces, decided_on))
    decide(row, Outcome.SELECTED, reason=reason, decided_on=decided_on, by=by, now=now)
    place = StrandPlace(
        strand=strand,
        slot=slot.number,
        replaces=slot.replaces,
        outline=row,
        authority=row.authority,
        selected_on=decided_on,
        reason=reason,
    )
    _name(place, by, now)
    kept = _take_slot(place, by, now)
    begin_plan(place=kept, by=by, now=now)
    return kept


@transaction.atomic
def end_place(
    place: StrandPlace, *, ended_on: date, reason: str, expected_version: int, by: Any, now: datetime
) -> StrandPlace:
    """End that `place` takes part, and why: its slot is free, and its plan is only read from then on.

    Raises NotPermitted, PlaceEnded, StaleVersion, ValidationError.
    """
    require(by, Permission.EDIT_STRANDS)
    if not StrandPlace.objects.get(pk=place.pk).is_active:
        raise PlaceEnded(f"{place} ended already")
    faults: Faults = {} if reason.strip() else {"ended_reason": "Enter why it ends"}
    check_days(faults, ("selected_on", place.selected_on), ("ended_on", ended_on))
    if ended_on > timezone.localdate(now, LONDON):
        faults.setdefault("ended_on", "Enter today or an earlier date")
    refuse(faults)
    said = {"ended_on": ended_on, "ended_reason": reason}
    return STRANDS.write_change(place, said, expected_version=expected_version, by=by, now=now)


def hold_strand(number: int) -> Workstrand:
    """The workstrand, in which nobody else selects until this transaction ends."""
    return Workstrand.objects.select_for_update().get(pk=number)


def free_slot(strand: Workstrand) -> Slot:
    """The first slot that no place holds, and the place that held it last. Raises SlotsHeld, which names both."""
    active = list(strand.places.filter(ended_on__isnull=True).order_by("slot"))
    free = sorted(set(SLOTS) - {one.slot for one in active})
    if not free:
        raise _both_held(strand, active)
    last = strand.places.filter(slot=free[0], replaced_by__isnull=True).order_by("-selected_on", "-pk").first()
    return Slot(free[0], last)


def refuse_unjudged(outline: OutlineProposal) -> None:
    """Raise ValidationError that lists each judgement that is missing."""
    if missing := missing_judgements(outline):
        raise ValidationError([ValidationError(one) for one in missing])


def _to_select(outline: OutlineProposal) -> OutlineProposal:
    row = held(outline)
    standing = decision_on(row)
    if standing is not None and standing.outcome == Outcome.SELECTED:
        raise OutlineSettled(f"{row} was selected already")
    if row.strand_id == NEIGHBOURHOODS and not (row.neighbourhood_name and row.boundary):
        raise ValidationError(f"{row} does not say which neighbourhood it is about, and where its boundary runs")
    return row


def _both_held(strand: Workstrand, active: list[StrandPlace]) -> SlotsHeld:
    holders = " and ".join(f"{one} (selected on {as_date(one.selected_on)})" for one in active)
    return SlotsHeld(
        f"Both places of workstrand {strand.number} are held: {holders}. "
        "End one of them with a reason before you select another"
    )


def _after(replaces: StrandPlace | None, decided_on: date) -> Faults:
    if replaces is None or replaces.ended_on is None or decided_on >= replaces.ended_on:
        return {}
    return {"decided_on": f"Enter {as_date(replaces.ended_on)} or a later date: {replaces} ended then"}


def _name(place: StrandPlace, by: Any, now: datetime) -> None:
    """Give `place` its name and address, and where it is of one, its neighbourhood."""
    if place.strand_id == PLACES:
        place.name = place.authority.short_name
    else:
        place.neighbourhood = _neighbourhood_of(place.outline, by, now)
        place.name = place.neighbourhood.name
    place.slug = _free_slug(place.name, place.authority.short_name)


def _neighbourhood_of(outline: OutlineProposal, by: Any, now: datetime) -> Neighbourhood:
    """The neighbourhood of that name in the authority, made from the outline proposal where there is none."""
    there = Neighbourhood.objects.filter(authority=outline.authority_id, name__iexact=outline.neighbourhood_name)
    if (found := there.first()) is not None:
        return found
    words = NeighbourhoodWords(
        name=outline.neighbourhood_name, boundary=outline.boundary, budget_holder=outline.organisation
    )
    return add_neighbourhood(authority=outline.authority, words=words, by=by, now=now)


def _take_slot(place: StrandPlace, by: Any, now: datetime) -> StrandPlace:
    """Save it. Raises SlotsHeld where the database knows of one that holds its slot, or is of the same place."""
    _check_apart(place)
    try:
        with transaction.atomic():
            return STRANDS.write_new(place, by=by, now=now)
    except IntegrityError:
        free_slot(place.strand)
        _check_apart(place)
        raise


def _check_apart(place: StrandPlace) -> None:
    active = StrandPlace.objects.filter(strand=place.strand_id, ended_on__isnull=True)
    same = (
        active.filter(neighbourhood=place.neighbourhood)
        if place.neighbourhood
        else active.filter(authority=place.authority)
    )
    if there := same.first():
        raise SlotsHeld(
            f"{there} is a place of workstrand {place.strand_id} already, since {as_date(there.selected_on)}"
        )


def _free_slug(*names: str) -> str:
    """An address that no other place has: its name, then with its authority's, then numbered."""
    wanted = slugify(names[0])[:SLUG_LENGTH].strip("-") or "place"
    longer = slugify(" ".join(names))[:SLUG_LENGTH].strip("-") or "place"
    taken = set(StrandPlace.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{longer}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (wanted, longer, *numbered) if one not in taken)
