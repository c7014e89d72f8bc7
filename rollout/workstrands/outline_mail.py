"""The emails about outline proposals: to who is asked to sign, who asked, and all who are named in what was submitted.

Each reads again when it is sent; what no longer holds is not sent.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse

from areas.access import can
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission
from cbtracker.outbox.emails import absolute, fill
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail
from rollout.workstrands.models import OutlineProposal, OutlineSignOff
from rollout.workstrands.models.outlines import party_of
from rollout.workstrands.outline_answers import outline_sections
from rollout.workstrands.services.outlines.signing import SIGN_OFF_ANSWERED, SIGN_OFF_ASKED, SIGNING, unsigned_sides
from rollout.workstrands.services.outlines.submitting import RECEIVED


def _sign_offs() -> Any:
    return OutlineSignOff.objects.current().select_related(*SIGNING.related)


def outline_sign_off_asked(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """The link to sign by; nothing once it no longer works."""
    sign_off = _sign_offs().filter(pk=message.payload[SIGNING.key]).first()
    if sign_off is None or not sign_off.is_open(now) or not sign_off.outline.is_draft:
        return None
    outline = sign_off.outline
    return fill(
        "outline_sign_off_asked",
        subject=f"Sign for {sign_off.party}: outline proposal of {outline.place_name}",
        sign_off=sign_off,
        outline=outline,
        link=absolute(reverse("workstrands:sign_outline", kwargs={"token": sign_off.token()})),
    )


def outline_sign_off_answered(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """What somebody answered, and what is left to do; nothing once the answer no longer stands."""
    person = message.recipient
    mine = OutlineProposal.objects.visible_to(person)
    sign_off = _sign_offs().filter(pk=message.payload[SIGNING.key], outline__in=mine).first()
    if sign_off is None or not sign_off.outline.is_draft:
        return None
    outline = sign_off.outline
    if not can(person, Permission.EDIT_OUTLINE, on=outline):
        return None
    did = "has signed" if sign_off.signed_at is not None else "asks for a change before signing"
    return fill(
        "outline_sign_off_answered",
        subject=f"{outline.reference}: {sign_off.full_name} {did}",
        person=person,
        sign_off=sign_off,
        outline=outline,
        unsigned=[party_of(outline, side) for side in unsigned_sides(outline)],
        link=absolute(reverse("workstrands:outline_tasks", kwargs={"pk": outline.pk})),
    )


def outline_received(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """That it came, with a copy of its answers; nothing once it was withdrawn."""
    rows = OutlineProposal.objects.open().submitted()
    rows = rows.select_related("strand", "authority", "earlier_area", "submitted_by")
    outline = rows.filter(pk=message.payload["outline"]).first()
    if outline is None or not _concerns(outline, message.to_address):
        return None
    return fill(
        "outline_received",
        subject=f"{outline.reference}: the outline proposal of {outline.place_name} was submitted",
        outline=outline,
        sections=outline_sections(outline),
        answers_heading="What the outline proposal says",
        link=absolute(reverse("workstrands:outline", kwargs={"pk": outline.pk})),
    )


def _concerns(outline: OutlineProposal, address: str) -> bool:
    """Whether `address` is still to be written to: who is named in it, or signed it, needs no account.

    One whose account was ended gets nothing; who only submitted it is asked for today's right to read it.
    """
    person = User.objects.filter(email__iexact=address).first()
    if person is not None and not person.is_active:
        return False
    signed = outline.sign_offs.current().filter(email=address).exists()
    if signed or address == outline.contact_email.lower():
        return True
    return person is not None and OutlineProposal.objects.visible_to(person).filter(pk=outline.pk).exists()


RENDERERS: dict[str, Callable[[OutboxMessage, datetime], RenderedEmail | None]] = {
    SIGN_OFF_ASKED: outline_sign_off_asked,
    SIGN_OFF_ANSWERED: outline_sign_off_answered,
    RECEIVED: outline_received,
}
