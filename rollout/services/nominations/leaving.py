"""Withdrawing a nomination and resuming it: at any time, by any officer of its authorities (F000 ¶9)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from areas.access import require
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.web.formats import LONDON
from rollout.models import EngagementStep, Nomination, NominationAuthority, Step
from rollout.models.nominations import WITHDRAWAL_LENGTH
from rollout.services.engagement import take_back_step
from rollout.services.nominations.claims import audit, check_may_nominate, claim, stand_at, standing_of

RESUMED = "Resumed on the day on which it was withdrawn"


@transaction.atomic
def withdraw(nomination: Nomination, *, reason: str, by: Any, expected_version: int, now: datetime) -> Nomination:
    """Withdraw the nomination, with a reason or without; what was submitted stays readable, its area and requests stay.

    Authorities that stand at a step of it stand at “withdrawn” from today. Raises NotPermitted, StaleVersion,
    NominationClosed where it is withdrawn already, ValidationError.
    """
    require(by, Permission.EDIT_NOMINATION, on=nomination)
    if len(reason) > WITHDRAWAL_LENGTH:
        raise ValidationError({"reason": f"Reason must be {WITHDRAWAL_LENGTH:,} characters or fewer"})
    values = {"withdrawn_at": now, "withdrawn_by": by, "withdrawal": reason}
    kept = claim(nomination, Nomination.objects.open(), expected_version, **values)
    NominationAuthority.objects.filter(nomination=kept).update(left_at=now)
    if kept.submitted_at is not None:
        for authority in _authorities(kept):
            if standing_of(authority) not in {Step.WITHDRAWN, ""}:
                stand_at(kept, authority, Step.WITHDRAWN, by=by, now=now)
    audit(by, "withdrawn", kept, now, reason=reason)
    return kept


@transaction.atomic
def resume(nomination: Nomination, *, by: Any, expected_version: int, now: datetime) -> Nomination:
    """Take the nomination up again where it was: a draft as a draft, a submitted one as submitted.

    Raises NotPermitted, StaleVersion, NominationClosed where it is not withdrawn; ValidationError where one of its
    authorities nominated itself in another way meanwhile.
    """
    require(by, Permission.EDIT_NOMINATION, on=nomination)
    authorities = _authorities(nomination)
    if nomination.submitted_at is None:
        check_may_nominate(authorities, nomination=nomination)
    withdrawn = Nomination.objects.filter(withdrawn_at__isnull=False)
    values = {"withdrawn_at": None, "withdrawn_by": None, "withdrawal": ""}
    kept = claim(nomination, withdrawn, expected_version, **values)
    try:
        with transaction.atomic():
            NominationAuthority.objects.filter(nomination=kept).update(left_at=None)
    except IntegrityError:
        check_may_nominate(authorities, nomination=nomination)
        raise
    if kept.submitted_at is not None:
        for authority in authorities:
            _go_on(kept, authority, by, now)
    audit(by, "resumed", kept, now)
    return kept


def _authorities(nomination: Nomination) -> list[Authority]:
    return list(Authority.objects.filter(nominated_in__nomination=nomination))


def _go_on(nomination: Nomination, authority: Authority, by: Any, now: datetime) -> None:
    """Let the authority stand where it stood before it withdrew; withdrawn and resumed on one day is no step at all."""
    steps = EngagementStep.objects.filter(authority=authority).counted().in_order()
    last, before = steps.last(), steps.exclude(step=Step.WITHDRAWN).last()
    if last is None or last.step != Step.WITHDRAWN:
        return
    if last.on == timezone.localdate(now, LONDON):
        take_back_step(last, reason=RESUMED, by=by, now=now)
    goes_on_at = before.step if before is not None else Step.NOMINATED
    if standing_of(authority) != goes_on_at:
        stand_at(nomination, authority, goes_on_at, by=by, now=now)
