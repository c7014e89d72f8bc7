"""The secretariat says that a nomination came, and what happens next: nothing is judged (F000 ¶4, ¶7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import require
from areas.models import Authority, LocalityLead
from areas.services.people import hand_over_locality
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission
from cbtracker.outbox.services import enqueue
from cbtracker.web.formats import LONDON
from rollout.models import Nomination
from rollout.models.nominations import ACKNOWLEDGEMENT_LENGTH
from rollout.nomination_pages import Page
from rollout.services.conversations import open_conversation
from rollout.services.nominations.claims import audit, claim, occasion

ACKNOWLEDGED = "nomination_acknowledged"


@transaction.atomic
def acknowledge(
    nomination: Nomination,
    *,
    message: str,
    by: Any,
    now: datetime,
    converse: bool = False,
    leads: Mapping[Authority, User] | None = None,
) -> Nomination:
    """Acknowledge the nomination and queue the `message` (may be blank) for its contacts and who submitted it.

    `converse` opens a conversation with each of its authorities, in which the message is the first note; `leads` are
    the locality leads of those that have none (F000 ¶14). All of it or nothing. Raises NotPermitted; NominationClosed
    where it is a draft, acknowledged or withdrawn; ValidationError where an authority has a lead or takes no part.
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
            dedupe_key=occasion(ACKNOWLEDGED, kept, address),
            to_address=address,
            payload={"nomination": kept.pk},
            now=now,
        )
    audit(by, "acknowledged", kept, now, message=message)
    authorities = list(kept.authorities.order_by("short_name"))
    if converse:
        _open_conversations(kept, authorities, message, by, now)
    _assign(leads or {}, authorities, by, now)
    return kept


def _open_conversations(
    nomination: Nomination, authorities: Sequence[Authority], message: str, by: Any, now: datetime
) -> None:
    """One with each authority, whose officers know of it by its first note, which is shared with them."""
    note = message.strip() or f"The secretariat acknowledged nomination {nomination.reference}."
    for authority in authorities:
        subject = f"Nomination {nomination.reference}"
        open_conversation(authority=authority, subject=subject, first_note=note, by=by, now=now)


def _assign(leads: Mapping[Authority, User], authorities: Sequence[Authority], by: Any, now: datetime) -> None:
    held = LocalityLead.objects.in_force(timezone.localdate(now, LONDON)).filter(authority__in=leads)
    if taken := [f"{one.user} is locality lead for {one.authority} already" for one in held.select_related()]:
        raise ValidationError(". ".join(taken))
    for authority, user in leads.items():
        if authority not in authorities:
            raise ValidationError(f"{authority} takes no part in this nomination")
        hand_over_locality(authority=authority, user=user, by=by, now=now)
