"""Sign-off by a second named person of each authority, its leader or chief executive, through a link that expires."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from areas.access import require
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.outbox.services import enqueue
from rollout.models import Nomination, SignOff
from rollout.models.nominations import COMMENT_LENGTH
from rollout.nomination_pages import missing_pages
from rollout.services.nominations.claims import audit, check_draft, claim, drafts

SIGN_OFF_ASKED, SIGN_OFF_ANSWERED = "sign_off_asked", "sign_off_answered"


class LinkClosed(Exception):
    """The link was used, replaced or has expired, or the nomination has changed since."""


@transaction.atomic
def ask_sign_off(
    nomination: Nomination,
    *,
    authority: Authority,
    full_name: str,
    post: str,
    email: str,
    by: Any,
    expected_version: int,
    now: datetime,
) -> SignOff:
    """Ask the second person of `authority` to sign, and queue the email with the link; a link sent before dies.

    Raises NotPermitted, StaleVersion, NominationClosed; ValidationError by field where pages are unanswered, the
    authority takes no part, the post may not sign, or the person is the one who asks or started the nomination.
    """
    require(by, Permission.EDIT_NOMINATION, on=nomination)
    email = email.strip().lower()
    check_draft(nomination)
    _check_signer(nomination, authority, full_name, post, email, by)
    nomination = claim(nomination, drafts(), expected_version, changed_by=by, changed_at=now)
    nomination.sign_offs.current().filter(authority=authority).update(ended_at=now)
    sign_off = SignOff(
        nomination=nomination,
        authority=authority,
        full_name=full_name.strip(),
        post=post,
        email=email,
    )
    sign_off.token_digest = SignOff.digest_of(sign_off.token())
    sign_off.asked_by, sign_off.asked_at = by, now
    sign_off.expires_at = now + timedelta(days=settings.SIGN_OFF_DAYS)
    sign_off.save()
    _write_to(sign_off, now)
    audit(by, "sign_off_asked", nomination, now, authority=authority.gss_code, post=post)
    return sign_off


def find_sign_off(token: str, *, now: datetime) -> SignOff | None:
    """Return the sign-off whose link `token` is, while it is open and the nomination is a draft."""
    found = (
        SignOff.objects.filter(token_digest=SignOff.digest_of(token))
        .select_related("nomination__lead_authority", "authority", "asked_by")
        .first()
    )
    return found if found is not None and found.is_open(now) and found.nomination.is_draft else None


def find_answered(token: str) -> SignOff | None:
    """Return the sign-off that was answered through the link `token`, for as long as the answer stands."""
    found = SignOff.objects.current().filter(token_digest=SignOff.digest_of(token))
    answered = found.filter(Q(signed_at__isnull=False) | Q(sent_back_at__isnull=False))
    return answered.select_related("nomination__lead_authority", "authority", "asked_by").first()


@transaction.atomic
def sign(token: str, *, now: datetime) -> SignOff:
    """Sign for the authority with what the nomination says now. Raises LinkClosed; the link works once."""
    sign_off = _answer(token, now, signed_at=now)
    audit(None, "signed", sign_off.nomination, now, authority=sign_off.authority.gss_code, name=sign_off.full_name)
    return sign_off


@transaction.atomic
def send_back(token: str, *, comment: str, now: datetime) -> SignOff:
    """Say what should change before it is signed; the officer asks again then. Raises LinkClosed, ValidationError."""
    if not comment.strip():
        raise ValidationError({"comment": "Enter what should change before you sign"})
    if len(comment) > COMMENT_LENGTH:
        raise ValidationError({"comment": f"What should change must be {COMMENT_LENGTH:,} characters or fewer"})
    sign_off = _answer(token, now, sent_back_at=now, comment=comment)
    audit(None, "sent_back", sign_off.nomination, now, authority=sign_off.authority.gss_code, name=sign_off.full_name)
    return sign_off


def unsigned_authorities(nomination: Nomination) -> list[Authority]:
    """The authorities for which nobody has signed what the nomination says now, in alphabetical order."""
    signed = nomination.sign_offs.current().filter(signed_at__isnull=False).values("authority")
    return list(Authority.objects.filter(nominated_in__nomination=nomination).exclude(pk__in=signed))


def _answer(token: str, now: datetime, **values: Any) -> SignOff:
    """Use the link once, and tell the person who asked."""
    sign_off = find_sign_off(token, now=now)
    if sign_off is None:
        raise LinkClosed
    # The draft is locked first, as whoever changes it does: what is signed is what it says at that moment.
    if not drafts().select_for_update().filter(pk=sign_off.nomination_id).exists():
        raise LinkClosed
    waiting = SignOff.objects.current().filter(pk=sign_off.pk, signed_at__isnull=True, sent_back_at__isnull=True)
    if not waiting.update(**values):
        raise LinkClosed
    enqueue(
        kind=SIGN_OFF_ANSWERED,
        dedupe_key=f"{SIGN_OFF_ANSWERED}:{sign_off.pk}",
        recipient=sign_off.asked_by_id,
        payload={"sign_off": sign_off.pk},
        now=now,
    )
    sign_off.refresh_from_db()
    return sign_off


def _write_to(sign_off: SignOff, now: datetime) -> None:
    """Queue the email with the link."""
    enqueue(
        kind=SIGN_OFF_ASKED,
        dedupe_key=f"{SIGN_OFF_ASKED}:{sign_off.pk}",
        to_address=sign_off.email,
        payload={"sign_off": sign_off.pk},
        now=now,
    )


def _check_signer(nomination: Nomination, authority: Authority, full_name: str, post: str, email: str, by: Any) -> None:
    if missing := missing_pages(nomination):
        raise ValidationError(f"Answer “{missing[0].label}” first")
    if not nomination.members.filter(authority=authority).exists():
        raise ValidationError(f"{authority} takes no part in this nomination")
    if not full_name.strip():
        raise ValidationError({"full_name": "Enter the full name of the person who is to sign"})
    if post not in SignOff.Post.values:
        raise ValidationError({"post": "Select whether it is the leader or the chief executive"})
    others = nomination.sign_offs.current().exclude(authority=authority).values_list("email", flat=True)
    if email in {by.email.lower(), nomination.started_by.email.lower()}:
        raise ValidationError({"email": "Enter the address of somebody else: a second person has to sign"})
    if email in others:
        raise ValidationError({"email": "Enter another address: this person signs for another authority"})
