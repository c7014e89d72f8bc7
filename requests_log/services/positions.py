"""Saying where a request stands."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import NotPermitted, duties_of, require
from areas.models import Department
from cbtracker.accounts.permissions import Permission, Role
from requests_log.models import (
    OPEN_STATUSES,
    Action,
    Audience,
    ChangeBatch,
    LoggedRequest,
    Position,
    Revision,
    Status,
)
from requests_log.services.core import Change, MovedOn, StaleVersion, changed_record, plain, write


@dataclass(frozen=True)
class Words:
    """What a position says besides whose it is."""

    text: str = ""
    audience: str = Audience.AREAS
    confidence: str = ""
    next_step: str = ""
    next_step_owner: str = ""
    next_step_on: date | None = None
    documents: Sequence[dict[str, str]] = ()

    def record(self, *, by: Any, at: datetime) -> dict[str, Any]:
        """The position as a record keeps it."""
        return {
            "text": self.text,
            "audience": plain(self.audience),
            "confidence": plain(self.confidence),
            "next_step": self.next_step,
            "next_step_owner": self.next_step_owner,
            "next_step_on": plain(self.next_step_on),
            "documents": list(self.documents),
            "by": str(by) if by is not None else "",
            "at": at.isoformat(),
        }


def speaks_for_whole(entry: LoggedRequest, department: Department | None) -> bool:
    """Whether a position of `department` is the whole request's: it is alone in it, or nobody in particular speaks."""
    if department is None:
        return True
    scope = entry.access_scope()
    return not scope.every_department and scope.departments == {department.pk}


def position_version(entry: LoggedRequest, department: Department | None) -> int:
    """The version to name when stating the position of `department` (None: of the whole)."""
    if department is None or speaks_for_whole(entry, department):
        return entry.position_version
    part = entry.record["parts"].get(department.abbreviation)
    return part["version"] if part else 0


def require_position(by: Any, entry: LoggedRequest, department: Department | None) -> None:
    """Raise NotPermitted unless `by` may speak for `department` (None: for the whole) on `entry`."""
    require(by, Permission.STATE_POSITION, on=entry)
    if department is None:
        if by.role == Role.CHAMPION:
            raise NotPermitted("a champion speaks for their department")
        return
    scope = entry.access_scope()
    if not scope.every_department and department.pk not in scope.departments:
        raise ValidationError({"department": "Choose a department of this request."})
    if by.role == Role.CHAMPION and department.pk not in duties_of(by).departments:
        raise NotPermitted("a champion speaks for their own department")


def _expect_open(entry: LoggedRequest) -> None:
    if entry.status not in OPEN_STATUSES:
        hint = "Triage it first." if entry.status == Status.RAISED else "Reopen it first."
        raise MovedOn(f"{entry.reference} is {entry.get_status_display().lower()}. {hint}")


def _with_position(
    entry: LoggedRequest, department: Department | None, position: dict[str, Any], *, visible: bool
) -> dict[str, Any]:
    """The record of `entry` with a new position on the whole or on a department's part."""
    record = copy.deepcopy(entry.record)
    if department is None or speaks_for_whole(entry, department):
        holder = record
    else:
        holder = record["parts"].setdefault(
            department.abbreviation, {"version": 0, "position": None, "area_position": None}
        )
        holder["version"] += 1
    holder["position"] = position
    if visible:
        holder["area_position"] = position
    return record


def _change(
    entry: LoggedRequest,
    action: Action,
    department: Department | None,
    position: dict[str, Any],
    *,
    batch: ChangeBatch | None = None,
) -> Change:
    visible = position["audience"] == Audience.AREAS
    whole = department is None or speaks_for_whole(entry, department)
    record = _with_position(entry, department, position, visible=visible)
    fields: dict[str, Any] = {}
    if visible and action == Action.POSITION and entry.status in (Status.ACCEPTED, Status.REOPENED):
        fields["status"] = Status.IN_HAND
        record["status"] = Status.IN_HAND.value
    return Change(
        action=action,
        record=record,
        fields=fields,
        area_visible=visible,
        position=whole,
        fresh_departments=None if department is None else frozenset({department.pk}),
        batch=batch,
        audit={"department": department.abbreviation if department else ""},
    )


def _check_words(words: Words) -> None:
    errors = {}
    if not words.text.strip():
        errors["text"] = "Enter where the request stands."
    if words.audience not in Audience.values:
        errors["audience"] = "Choose who can read it."
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def state_position(
    entry: LoggedRequest,
    *,
    by: Any,
    expected_version: int,
    words: Words,
    department: Department | None = None,
    now: datetime | None = None,
    effective_at: datetime | None = None,
) -> Revision:
    """Say where `entry`, or `department`'s part of it, stands; an accepted request is in hand from then on.

    A Whitehall-only position moves nothing an area can see, the status included (DESIGN rule 6).
    `expected_version` is what `position_version(entry, department)` gave when the writer read it.
    Raises StaleVersion, NotPermitted, ValidationError (by field).
    """
    require_position(by, entry, department)
    _check_words(words)
    now = now or timezone.now()
    at = effective_at or now
    position = words.record(by=by, at=at)

    def make(current: LoggedRequest) -> Change:
        if position_version(current, department) != expected_version:
            raise StaleVersion(current)
        _expect_open(current)
        return _change(current, Action.POSITION, department, position)

    revision = write(entry, make, by=by, now=now, effective_at=effective_at)
    _keep(entry, Position.Kind.STATEMENT, words, department, by=by, at=at, now=now)
    return revision


def _keep(
    entry: LoggedRequest,
    kind: str,
    words: Words,
    department: Department | None,
    *,
    by: Any,
    at: datetime,
    now: datetime,
) -> Position:
    return Position.objects.create(
        entry=entry,
        department=department,
        kind=kind,
        text=words.text,
        audience=words.audience,
        confidence=words.confidence,
        next_step=words.next_step,
        next_step_owner=words.next_step_owner,
        next_step_on=words.next_step_on,
        documents=list(words.documents),
        stated_by=by,
        effective_at=at,
        recorded_at=max(now, at),
    )


def _standing(entry: LoggedRequest, department: Department | None) -> dict[str, Any] | None:
    """The position to confirm: the part's own, else the whole's."""
    if department is not None and not speaks_for_whole(entry, department):
        part = entry.record["parts"].get(department.abbreviation)
        if part and part["position"]:
            return dict(part["position"])
    whole = entry.record["position"]
    return dict(whole) if whole else None


@transaction.atomic
def confirm_no_change(
    entry: LoggedRequest,
    *,
    by: Any,
    expected_version: int,
    department: Department | None = None,
    now: datetime | None = None,
) -> Revision:
    """Say that the standing position still holds: freshness without noise.

    Confirming a Whitehall-only position is for Whitehall only. Confirming the whole's position for a department's
    part leaves the part as it is. Raises StaleVersion, NotPermitted, ValidationError.
    """
    require_position(by, entry, department)
    now = now or timezone.now()

    def make(current: LoggedRequest) -> Change:
        if position_version(current, department) != expected_version:
            raise StaleVersion(current)
        _expect_open(current)
        standing = _standing(current, department)
        if standing is None:
            raise ValidationError("There is no position to confirm yet. State where the request stands.")
        return _confirmation(current, department, standing | {"confirmed_at": now.isoformat()})

    revision = write(entry, make, by=by, now=now)
    words = Words(audience=(_standing(entry, department) or {})["audience"])
    _keep(entry, Position.Kind.CONFIRMATION, words, department, by=by, at=now, now=now)
    return revision


def _confirmation(entry: LoggedRequest, department: Department | None, confirmed: dict[str, Any]) -> Change:
    part = entry.record["parts"].get(department.abbreviation) if department else None
    of_part = bool(part and part["position"]) and not speaks_for_whole(entry, department)
    change = _change(entry, Action.CONFIRMED, department if of_part else None, confirmed)
    change.fresh_departments = frozenset({department.pk}) if department else None
    return change


@transaction.atomic
def state_next_step(
    entry: LoggedRequest,
    *,
    by: Any,
    expected_version: int,
    next_step: str,
    owner: str = "",
    on: date | None = None,
    now: datetime | None = None,
) -> Revision:
    """Say what a locality lead or the secretariat will do next with the place; areas see it.

    `expected_version` is the `shared_version` the writer saw.
    """
    permission = Permission.TRIAGE if by.role == Role.SECRETARIAT else Permission.STATE_NEXT_STEP
    require(by, permission, on=entry)
    if not next_step.strip():
        raise ValidationError({"next_step": "Enter the next step."})
    now = now or timezone.now()
    step = {"text": next_step, "owner": owner, "on": plain(on), "by": str(by), "at": now.isoformat()}

    def make(current: LoggedRequest) -> Change:
        if current.shared_version != expected_version:
            raise StaleVersion(current)
        _expect_open(current)
        return Change(Action.CHANGED, changed_record(current, place_next_step=step), shared=True)

    revision = write(entry, make, by=by, now=now)
    words = Words(next_step=next_step, next_step_owner=owner, next_step_on=on)
    _keep(entry, Position.Kind.NEXT_STEP, words, None, by=by, at=now, now=now)
    return revision
