"""Submitting an outline proposal and withdrawing one: nothing of it changes after it was submitted."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from areas.access import require
from cbtracker.accounts.permissions import Permission
from cbtracker.outbox.services import enqueue
from rollout.workstrands.models import OutlineDecision, OutlineProposal
from rollout.workstrands.models.outlines import party_of
from rollout.workstrands.models.strands import TEXT_LENGTH
from rollout.workstrands.outline_pages import read_said
from rollout.workstrands.services.outlines.claims import OutlineClosed, audit, check_window, claim, drafts
from rollout.workstrands.services.outlines.signing import unsigned_sides

RECEIVED = "outline_received"


@transaction.atomic
def submit_outline(outline: OutlineProposal, *, by: Any, now: datetime) -> OutlineProposal:
    """Submit what was signed, whatever page the person had open; one that was submitted comes back as it is.

    Raises NotPermitted, OutlineClosed where it was withdrawn, WindowClosed unless the prospectus is open;
    ValidationError by place where something is not answered or not signed. Nothing is changed then.
    """
    require(by, Permission.EDIT_OUTLINE, on=outline)
    rows = OutlineProposal.objects.select_related("strand", "authority")
    locked = rows.select_for_update(of=("self",)).get(pk=outline.pk)
    if locked.withdrawn_at is not None:
        raise OutlineClosed(locked)
    if locked.submitted_at is not None:
        return locked
    check_window(locked.strand, now)
    _check_ready(locked)
    submitted = claim(locked, drafts(), None, now=now, submitted_at=now, submitted_by=by)
    _tell(submitted, by, now)
    audit(by, "submitted", submitted, now)
    return submitted


@transaction.atomic
def withdraw_outline(
    outline: OutlineProposal, *, reason: str, by: Any, expected_version: int, now: datetime
) -> OutlineProposal:
    """Withdraw it for a `reason`; what it said stays readable to those who could read it, and nobody judges it.

    Raises NotPermitted, StaleVersion, OutlineClosed where it is withdrawn already; ValidationError without a reason and
    once it was decided on.
    """
    require(by, Permission.EDIT_OUTLINE, on=outline)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "Enter why you withdraw it"})
    if len(reason) > TEXT_LENGTH:
        raise ValidationError({"reason": f"Reason must be {TEXT_LENGTH:,} characters or fewer"})
    if OutlineDecision.objects.filter(outline=outline).exists():
        raise ValidationError("It has been decided on. Tell the secretariat if the place cannot take part")
    values = {"withdrawn_at": now, "withdrawn_by": by, "withdrawal": reason}
    kept = claim(outline, OutlineProposal.objects.open(), expected_version, now=now, **values)
    kept.sign_offs.filter(ended_at__isnull=True, signed_at__isnull=True).update(ended_at=now)
    audit(by, "withdrawn", kept, now, reason=reason)
    return kept


def _check_ready(outline: OutlineProposal) -> None:
    faults = {
        one.place: f"Answer “{one.label}” on the page “{one.page.label}” before you submit"
        for one in read_said(outline).missing
    }
    if faults:
        raise ValidationError(faults)
    if unsigned := unsigned_sides(outline):
        waits = [f"Wait until somebody has signed for {party_of(outline, side)}" for side in unsigned]
        raise ValidationError(waits)


def _tell(outline: OutlineProposal, by: Any, now: datetime) -> None:
    """Queue the message that it came, with a copy, for the person to ask, those who signed and who submitted it."""
    signers = set(outline.sign_offs.current().values_list("email", flat=True))
    for address in sorted(signers | {outline.contact_email.lower(), by.email.lower()}):
        enqueue(
            kind=RECEIVED,
            dedupe_key=f"{RECEIVED}:{outline.pk}:{hashlib.sha256(address.encode()).hexdigest()}",
            to_address=address,
            payload={"outline": outline.pk},
            now=now,
        )
