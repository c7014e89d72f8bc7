"""What becomes of an outline proposal, and that its area is told (F003 Annex B ¶4)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from areas.access import require
from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Permission
from cbtracker.outbox.services import enqueue
from cbtracker.web.formats import LONDON, as_date
from rollout.services.kept import Faults, check_days, refuse
from rollout.workstrands.models import OutlineDecision, OutlineProposal, StrandPlace
from rollout.workstrands.services.judging import OutlineSettled, held
from rollout.workstrands.services.parts import STRANDS

DECIDED = "outline_decided"
Outcome = OutlineDecision.Outcome


@transaction.atomic
def decline_outline(
    outline: OutlineProposal, *, reason: str, decided_on: date, by: Any, now: datetime
) -> OutlineDecision:
    """Record that `outline` is not selected, and why. Raises NotPermitted, OutlineSettled, ValidationError."""
    require(by, Permission.EDIT_STRANDS)
    row = held(outline)
    standing = decision_on(row)
    if standing is not None:
        raise OutlineSettled(f"{row} is decided already: {standing.get_outcome_display().lower()}")
    return decide(row, Outcome.NOT_SELECTED, reason=reason, decided_on=decided_on, by=by, now=now)


@transaction.atomic
def correct_decision(
    decision: OutlineDecision, *, reason: str, expected_version: int, by: Any, now: datetime
) -> OutlineDecision:
    """Give the reason in better words; the place that was selected by it says the same.

    Raises NotPermitted, StaleVersion, ValidationError.
    """
    said = {"reason": reason}
    corrected = STRANDS.write_change(decision, said, expected_version=expected_version, by=by, now=now)
    places = StrandPlace.objects.filter(outline=corrected.outline_id)
    places.update(reason=reason, version=F("version") + 1, changed_at=now)
    return corrected


def decision_on(outline: OutlineProposal) -> OutlineDecision | None:
    """What was decided of it, if anything was."""
    return OutlineDecision.objects.filter(outline=outline).first()


def decide(
    outline: OutlineProposal, outcome: str, *, reason: str, decided_on: date, by: Any, now: datetime
) -> OutlineDecision:
    """Keep the decision and queue emails to the officers of its authority; for services that hold the outline.

    One that was not selected can be selected later, in the place of one that ended: its decision then changes.
    """
    refuse(_day_faults(outline, decided_on, now))
    said = {"outcome": outcome, "reason": reason, "decided_on": decided_on, "decided_by": by}
    standing = decision_on(outline)
    if standing is None:
        kept = STRANDS.write_new(OutlineDecision(outline=outline, **said), by=by, now=now)
    else:
        kept = STRANDS.write_change(standing, said, expected_version=standing.version, by=by, now=now)
    OutlineProposal.objects.filter(pk=outline.pk).update(version=F("version") + 1, changed_at=now)
    _tell_the_area(kept, now)
    return kept


def _day_faults(outline: OutlineProposal, decided_on: date, now: datetime) -> Faults:
    faults: Faults = {}
    assert outline.submitted_at is not None  # noqa: S101 only what was submitted is decided
    submitted = timezone.localdate(outline.submitted_at, LONDON)
    check_days(faults, ("submitted_at", submitted), ("decided_on", decided_on))
    if decided_on > timezone.localdate(now, LONDON):
        faults.setdefault("decided_on", f"Enter {as_date(timezone.localdate(now, LONDON))} or an earlier date")
    return faults


def _tell_the_area(decision: OutlineDecision, now: datetime) -> None:
    """An email to each officer of the authority; what it says is read when it is sent."""
    today = timezone.localdate(now, LONDON)
    officers = AuthorityMembership.objects.in_force(today).filter(authority=decision.outline.authority_id)
    for user in sorted(set(officers.filter(user__is_active=True).values_list("user_id", flat=True))):
        key = f"{DECIDED}:{decision.pk}:{decision.version}:{user}"
        enqueue(kind=DECIDED, dedupe_key=key, recipient=user, payload={"outline": decision.outline_id}, now=now)
