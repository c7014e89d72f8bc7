"""The secretariat says that a nomination came, and what happens next: nothing is judged (F000 ¶4, ¶7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from areas.access import require
from cbtracker.accounts.permissions import Permission
from cbtracker.outbox.services import enqueue
from rollout.models import Nomination
from rollout.models.nominations import ACKNOWLEDGEMENT_LENGTH
from rollout.nomination_pages import Page
from rollout.services.nominations.claims import audit, claim

ACKNOWLEDGED = "nomination_acknowledged"


@transaction.atomic
def acknowledge(nomination: Nomination, *, message: str, by: Any, now: datetime) -> Nomination:
    """Acknowledge the nomination and queue the `message` (may be blank) for its contacts and who submitted it.

    Raises NotPermitted, NominationClosed where it is no draft any more to submit, acknowledged or withdrawn.
    """
    require(by, Permission.ACKNOWLEDGE_NOMINATION)
    if len(message) > ACKNOWLEDGEMENT_LENGTH:
        raise ValidationError({"message": f"Message must be {ACKNOWLEDGEMENT_LENGTH:,} characters or fewer"})
    waiting = Nomination.objects.to_acknowledge()
    kept = claim(nomination, waiting, None, acknowledged_at=now, acknowledged_by=by, acknowledgement=message)
    contacts = {one["email"].lower() for one in kept.answers[Page.WHO.value]["contacts"]}
    submitter = kept.submitted_by
    assert submitter is not None  # noqa: S101 only what was submitted waits
    for address in sorted(contacts | {submitter.email.lower()}):
        enqueue(
            kind=ACKNOWLEDGED,
            dedupe_key=f"{ACKNOWLEDGED}:{kept.pk}:{address}",
            to_address=address,
            payload={"nomination": kept.pk},
            now=now,
        )
    audit(by, "acknowledged", kept, now, message=message)
    return kept
