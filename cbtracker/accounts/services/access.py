"""Ending somebody's access without orphaning what was theirs to do (DESIGN §6).

Apps above this one know what a person is in charge of. Each registers a `Handover` with `on_access_end`; all of
them run in the one transaction in which the access ends, or nothing happens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import transaction

from cbtracker.accounts.models import Invitation, User
from cbtracker.accounts.permissions import Permission, require_role
from cbtracker.audit.services import record


@dataclass(frozen=True)
class Charge:
    """Something that is somebody's to do and that another person has to take over.

    `key` names it within one handover, such as "department:12"; `candidates` are the primary keys of those who may take
    it over, `suggested` the one that is meant to, such as a named deputy.
    """

    key: str
    label: str
    candidates: frozenset[int]
    suggested: int | None = None


class Handover(Protocol):
    """What an app does when somebody's access ends."""

    def charges(self, user: User, now: datetime) -> Sequence[Charge]:
        """Return what needs a successor."""
        ...

    def hand_over(self, user: User, successors: Mapping[str, User], *, note: str, by: User, now: datetime) -> None:
        """Give every charge to `successors[charge.key]` and end whatever needs no successor."""
        ...


_HANDOVERS: list[Handover] = []


def on_access_end(handover: Handover) -> None:
    """Register what an app does when somebody's access ends; called from its `ready()`. Once per class."""
    if not any(type(known) is type(handover) for known in _HANDOVERS):
        _HANDOVERS.append(handover)


def charges_of(user: User, *, now: datetime) -> list[Charge]:
    """Return everything that somebody has to take over from `user`, in the order of the apps."""
    return [charge for handover in _HANDOVERS for charge in handover.charges(user, now)]


@transaction.atomic
def end_access(
    user: User, *, by: User, now: datetime, reassign_to: Mapping[str, User] | None = None, note: str = ""
) -> None:
    """End the access of `user`: nobody signs in as them any more, and what was theirs has a successor.

    `reassign_to` maps the keys of `charges_of(user)` to people; where a charge has a suggested successor, such as
    a named deputy, that person takes over unless another is named. `note` goes to those who take over. Raises
    NotPermitted, and ValidationError that names what has no successor: then nothing changes.
    """
    require_role(by, Permission.MANAGE_ACCOUNTS)
    user = User.objects.select_for_update().get(pk=user.pk)
    _check_may_end(user, by)
    charges = charges_of(user, now=now)
    successors = _successors(user, charges, reassign_to or {})
    for handover in _HANDOVERS:
        handover.hand_over(user, successors, note=note, by=by, now=now)
    _close(user, now)
    given = {charge.label: str(successors[charge.key]) for charge in charges}
    record(by=by, verb="access.ended", on=user, data={"given_to": given, "note": note}, now=now)


def _check_may_end(user: User, by: User) -> None:
    if not user.is_active:
        raise ValidationError(f"The access of {user} has ended already")
    if user.pk == by.pk:
        raise ValidationError("You cannot end your own access. Ask another administrator to do it")


def _successors(user: User, charges: Sequence[Charge], named: Mapping[str, User]) -> dict[str, User]:
    """Return who takes over what. Raises ValidationError naming every charge without a successor that may have it."""
    suggested = User.objects.in_bulk({c.suggested for c in charges if c.suggested is not None})
    chosen: dict[str, User] = {}
    missing: list[str] = []
    for charge in charges:
        successor = named.get(charge.key) or suggested.get(charge.suggested or 0)
        if successor is None or successor.pk not in charge.candidates - {user.pk}:
            missing.append(charge.label)
        else:
            chosen[charge.key] = successor
    if missing:
        raise ValidationError([f"Choose who takes over: {label}" for label in missing], code="no_successor")
    return chosen


def _close(user: User, now: datetime) -> None:
    """Deactivate; the password goes too, which makes every session of the person invalid, now and for good."""
    user.is_active, user.access_ended_at = False, now
    user.set_unusable_password()
    user.save(update_fields=["is_active", "access_ended_at", "password"])
    Invitation.objects.waiting().filter(email__iexact=user.email).update(revoked_at=now)
