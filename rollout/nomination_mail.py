"""The emails about nominations: to who is asked to sign, who asked, and all who are named in what was submitted.

Each reads again when it is sent; what no longer holds is not sent.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from areas.access import can
from areas.models import LocalityLead
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission
from cbtracker.outbox.emails import absolute, fill
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail
from cbtracker.web.formats import LONDON, as_date
from rollout.models import Nomination, SignOff
from rollout.nomination_answers import answer_sections, nomination_title
from rollout.nomination_pages import Page
from rollout.services.nominations.acknowledging import ACKNOWLEDGED
from rollout.services.nominations.signing import SIGN_OFF_ANSWERED, SIGN_OFF_ASKED, unsigned_authorities
from rollout.services.nominations.submitting import RECEIVED


def _common(nomination: Nomination) -> dict[str, Any]:
    return {
        "nomination": nomination,
        "place": nomination_title(nomination),
        "link": absolute(reverse("rollout:nomination", kwargs={"pk": nomination.pk})),
    }


def _sign_offs() -> Any:
    return SignOff.objects.current().select_related("nomination__lead_authority", "authority", "asked_by")


def sign_off_asked(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """The link to sign by; nothing once it no longer works."""
    sign_off = _sign_offs().filter(pk=message.payload["sign_off"]).first()
    if sign_off is None or not sign_off.is_open(now) or not sign_off.nomination.is_draft:
        return None
    said = _common(sign_off.nomination)
    subject = f"Sign for {sign_off.authority}: nomination of {said['place']}"
    said["link"] = absolute(reverse("rollout:sign_off", kwargs={"token": sign_off.token()}))
    return fill("sign_off_asked", subject=subject, sign_off=sign_off, **said)


def sign_off_answered(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """What the second person answered, and what is left to do; nothing once the answer no longer stands."""
    person = message.recipient
    mine = Nomination.objects.visible_to(person)
    sign_off = _sign_offs().filter(pk=message.payload["sign_off"], nomination__in=mine).first()
    if sign_off is None or not sign_off.nomination.is_draft:
        return None
    if not can(person, Permission.EDIT_NOMINATION, on=sign_off.nomination):
        return None
    said = _common(sign_off.nomination)
    said["link"] = absolute(reverse("rollout:nomination_tasks", kwargs={"pk": sign_off.nomination_id}))
    did = "has signed" if sign_off.signed_at is not None else "asks for a change before signing"
    return fill(
        "sign_off_answered",
        subject=f"{sign_off.nomination.reference}: {sign_off.full_name} {did}",
        person=person,
        sign_off=sign_off,
        unsigned=unsigned_authorities(sign_off.nomination),
        **said,
    )


def nomination_received(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """That the nomination came, with a copy of its answers; nothing once it was withdrawn."""
    nomination = _submitted(message)
    if nomination is None:
        return None
    said = _common(nomination)
    subject = f"{nomination.reference}: the nomination of {said['place']} was submitted"
    return fill("nomination_received", subject=subject, sections=answer_sections(nomination), **said)


def nomination_acknowledged(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """What the secretariat writes back, and who the locality leads are; nothing once it was withdrawn."""
    nomination = _submitted(message)
    if nomination is None or nomination.acknowledged_at is None:
        return None
    said = _common(nomination)
    return fill(
        "nomination_acknowledged",
        subject=f"{nomination.reference}: your nomination of {as_date(nomination.submitted_at)} is acknowledged",
        leads=_leads(nomination, timezone.localdate(now, LONDON)),
        sections=answer_sections(nomination),
        **said,
    )


def _submitted(message: OutboxMessage) -> Nomination | None:
    rows = Nomination.objects.open().submitted().select_related("lead_authority", "submitted_by", "acknowledged_by")
    found = rows.filter(pk=message.payload["nomination"]).first()
    return found if found is not None and _concerns(found, message.to_address) else None


def _concerns(nomination: Nomination, address: str) -> bool:
    """Whether `address` is still to be written to: who is named in it, or signed it, needs no account.

    One whose account was ended gets nothing; who only submitted it is asked for today's right to read it.
    """
    person = User.objects.filter(email__iexact=address).first()
    if person is not None and not person.is_active:
        return False
    contacts = {one["email"].lower() for one in nomination.answers[Page.WHO.value]["contacts"]}
    signers = nomination.sign_offs.current().filter(email=address)
    if address in contacts or signers.exists():
        return True
    return person is not None and Nomination.objects.visible_to(person).filter(pk=nomination.pk).exists()


def _leads(nomination: Nomination, today: date) -> list[LocalityLead]:
    """Who leads for each of its authorities, where somebody does."""
    rows = LocalityLead.objects.in_force(today).filter(authority__in=nomination.authorities.all())
    return list(rows.select_related("authority", "user").order_by("authority__short_name"))


RENDERERS: dict[str, Callable[[OutboxMessage, datetime], RenderedEmail | None]] = {
    SIGN_OFF_ASKED: sign_off_asked,
    SIGN_OFF_ANSWERED: sign_off_answered,
    RECEIVED: nomination_received,
    ACKNOWLEDGED: nomination_acknowledged,
}
