"""What becomes of an advance that was asked for: the department's decision, drawing and paying back (F000 ¶7, ¶12)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import require
from cbtracker.accounts.permissions import Permission
from cbtracker.web.formats import LONDON, as_date
from rollout.models import Advance, AdvanceState
from rollout.models.money import NOTE_LENGTH
from rollout.services.advances import audit, claim


@transaction.atomic
def decide_advance(
    *, advance: Advance, agreed: bool, reason: str, on: date, expected_version: int, by: Any, now: datetime
) -> Advance:
    """Record the department's decision of the day `on` about its money, with its reason.

    By the department itself, or by the secretariat in its name. Raises NotPermitted, StaleVersion, ValidationError.
    """
    require(by, Permission.DECIDE_FINANCE, on=advance)
    _check_day(on, advance.asked_on, "it was asked for", now)
    if not reason.strip():
        raise ValidationError({"reason": "Enter the reason for the decision"})
    if len(reason) > NOTE_LENGTH:
        raise ValidationError({"reason": f"Reason must be {NOTE_LENGTH:,} characters or fewer"})
    state = AdvanceState.AGREED if agreed else AdvanceState.NOT_AGREED
    values = {"state": state, "decided_on": on, "decided_by": by, "reason": reason}
    claim(advance, AdvanceState.ASKED, expected_version, **values)
    audit(by, "advance.decided", advance, now, {"state": state.value, "on": on.isoformat(), "reason": reason})
    return Advance.objects.get(pk=advance.pk)


@transaction.atomic
def record_drawn(*, advance: Advance, on: date, expected_version: int, by: Any, now: datetime) -> Advance:
    """Record that an agreed advance was drawn down on the day `on`. Raises as `decide_advance`."""
    require(by, Permission.DECIDE_FINANCE, on=advance)
    _check_day(on, advance.decided_on, "it was agreed", now)
    claim(advance, AdvanceState.AGREED, expected_version, state=AdvanceState.DRAWN, drawn_on=on)
    audit(by, "advance.drawn", advance, now, {"on": on.isoformat()})
    return Advance.objects.get(pk=advance.pk)


@transaction.atomic
def record_repaid(*, advance: Advance, on: date, expected_version: int, by: Any, now: datetime) -> Advance:
    """Record that an advance was paid back in full by the day `on`. Raises as `decide_advance`."""
    require(by, Permission.DECIDE_FINANCE, on=advance)
    _check_day(on, advance.drawn_on, "it was drawn down", now)
    claim(advance, AdvanceState.DRAWN, expected_version, state=AdvanceState.REPAID, repaid_on=on)
    audit(by, "advance.repaid", advance, now, {"on": on.isoformat()})
    return Advance.objects.get(pk=advance.pk)


def _check_day(on: date, earliest: date | None, when: str, now: datetime) -> None:
    if earliest is not None and on < earliest:
        raise ValidationError({"on": f"Date must be on or after {as_date(earliest)}, when {when}"})
    if on > timezone.localdate(now, LONDON):
        raise ValidationError({"on": "Date must be today or in the past"})
