"""Sign-off by a second named person of each authority, its leader or chief executive, through a link that expires."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from areas.access import require
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from rollout.models import Nomination, SignOff
from rollout.nomination_pages import missing_pages
from rollout.services.nominations.claims import audit, check_draft, claim, drafts
from rollout.services.sign_offs import LinkClosed, Signing, check_person

__all__ = ["LinkClosed", "ask_sign_off", "find_answered", "find_sign_off", "send_back", "sign"]

SIGN_OFF_ASKED, SIGN_OFF_ANSWERED = "sign_off_asked", "sign_off_answered"


def _note(verb: str, sign_off: SignOff, by: Any, now: datetime) -> None:
    who = {"post": sign_off.post} if by is not None else {"name": sign_off.full_name}
    audit(by, verb, sign_off.nomination, now, authority=sign_off.authority.gss_code, **who)


SIGNING = Signing(
    SignOff,
    drafts,
    ("nomination__lead_authority", "authority", "asked_by"),
    _note,
    key="sign_off",
    asked=SIGN_OFF_ASKED,
    answered=SIGN_OFF_ANSWERED,
)
find_sign_off, find_answered, sign, send_back = SIGNING.find, SIGNING.find_answered, SIGNING.sign, SIGNING.send_back


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
    sign_off = SignOff(nomination=nomination, authority=authority, full_name=full_name.strip(), post=post, email=email)
    replaced = nomination.sign_offs.filter(authority=authority)
    return SIGNING.ask(sign_off, replacing=replaced, by=by, now=now)


def unsigned_authorities(nomination: Nomination) -> list[Authority]:
    """The authorities for which nobody has signed what the nomination says now, in alphabetical order."""
    signed = nomination.sign_offs.current().filter(signed_at__isnull=False).values("authority")
    return list(Authority.objects.filter(nominated_in__nomination=nomination).exclude(pk__in=signed))


def _check_signer(nomination: Nomination, authority: Authority, full_name: str, post: str, email: str, by: Any) -> None:
    if missing := missing_pages(nomination):
        raise ValidationError(f"Answer “{missing[0].label}” first")
    if not nomination.members.filter(authority=authority).exists():
        raise ValidationError(f"{authority} takes no part in this nomination")
    if post not in SignOff.Post.values:
        raise ValidationError({"post": "Select whether it is the leader or the chief executive"})
    others = nomination.sign_offs.current().exclude(authority=authority).values_list("email", flat=True)
    writers = {by.email.lower(), nomination.started_by.email.lower()}
    check_person(full_name, email, not_of=writers, taken=set(others))
