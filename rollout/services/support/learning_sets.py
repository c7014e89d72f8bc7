"""Action learning sets, the places in them, and their sessions: written by the secretariat (F000 ¶13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from areas.models import Area, Authority
from rollout.models import LearningSession, LearningSet, LearningSetMember
from rollout.services.support.records import SUPPORT, Faults, check_days, place_fields, refuse


@dataclass(frozen=True, kw_only=True)
class SetTerms:
    """What a set is for. `ended_on` None: it still meets."""

    name: str
    purpose: str
    facilitator: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MemberDates:
    """When a place joined a set and left it. `to_on` None: it is in it."""

    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MemberTerms(MemberDates):
    """Which place."""

    place: Area | Authority


@dataclass(frozen=True, kw_only=True)
class SessionTerms:
    """When a set met or will, about what, and what was learned."""

    on: date
    topic: str
    notes: str = ""


@transaction.atomic
def add_set(*, terms: SetTerms, by: Any, now: datetime) -> LearningSet:
    """Add a set. Raises NotPermitted; ValidationError, also for a name that another set has."""
    _check_set(terms)
    return SUPPORT.write_new(LearningSet(**vars(terms)), taken=_named(terms), by=by, now=now)


@transaction.atomic
def change_set(
    *, learning_set: LearningSet, terms: SetTerms, expected_version: int, by: Any, now: datetime
) -> LearningSet:
    """Make `learning_set` say `terms`. Raises NotPermitted, StaleVersion; ValidationError as `add_set` does."""
    _check_set(terms)
    taken = _named(terms)
    return SUPPORT.write_change(
        learning_set, vars(terms), expected_version=expected_version, taken=taken, by=by, now=now
    )


@transaction.atomic
def add_member(*, learning_set: LearningSet, terms: MemberTerms, by: Any, now: datetime) -> LearningSetMember:
    """Let a place join. Raises NotPermitted; ValidationError, also where it is in the set already."""
    _check_dates(terms)
    member = LearningSetMember(
        learning_set=learning_set, from_on=terms.from_on, to_on=terms.to_on, **place_fields(terms.place)
    )
    return SUPPORT.write_new(member, taken={"place": f"{terms.place} is in this set already"}, by=by, now=now)


@transaction.atomic
def change_member(
    *, member: LearningSetMember, terms: MemberDates, expected_version: int, by: Any, now: datetime
) -> LearningSetMember:
    """Change when a place joined or left. Raises NotPermitted, StaleVersion, ValidationError."""
    _check_dates(terms)
    taken = {"to_on": f"{member.place} is in this set again. Enter the day on which it left before"}
    return SUPPORT.write_change(member, vars(terms), expected_version=expected_version, taken=taken, by=by, now=now)


@transaction.atomic
def add_session(*, learning_set: LearningSet, terms: SessionTerms, by: Any, now: datetime) -> LearningSession:
    """Add a session. Raises NotPermitted, ValidationError."""
    _check_session(terms)
    return SUPPORT.write_new(LearningSession(learning_set=learning_set, **vars(terms)), taken={}, by=by, now=now)


@transaction.atomic
def change_session(
    *, session: LearningSession, terms: SessionTerms, expected_version: int, by: Any, now: datetime
) -> LearningSession:
    """Make `session` say `terms`. Raises NotPermitted, StaleVersion, ValidationError."""
    _check_session(terms)
    return SUPPORT.write_change(session, vars(terms), expected_version=expected_version, taken={}, by=by, now=now)


def _check_set(terms: SetTerms) -> None:
    faults: Faults = {}
    if terms.ended_on is not None:
        check_days(faults, ("ended_on", terms.ended_on), ("ended_on", None))
    refuse(faults)


def _check_dates(terms: MemberDates) -> None:
    faults: Faults = {}
    check_days(faults, ("from_on", terms.from_on), ("to_on", terms.to_on))
    refuse(faults)


def _check_session(terms: SessionTerms) -> None:
    faults: Faults = {}
    check_days(faults, ("on", terms.on), ("on", None))
    refuse(faults)


def _named(terms: SetTerms) -> Faults:
    return {"name": f"Another set is called “{terms.name}”. Enter another name"}
