"""Sign-off of outline proposals: for the authority, and in strand 3 for the community's organisation too (F003 ¶7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from areas.access import require
from cbtracker.accounts.permissions import Permission
from rollout.models import SignOff
from rollout.services.sign_offs import Signing, check_person
from rollout.workstrands.models import OutlineProposal, OutlineSignOff, Workstrand
from rollout.workstrands.outline_pages import read_said
from rollout.workstrands.services.outlines.claims import as_it_is, audit, check_draft, claim, drafts

SIGN_OFF_ASKED, SIGN_OFF_ANSWERED = "outline_sign_off_asked", "outline_sign_off_answered"
Side = OutlineSignOff.Side


def _note(verb: str, sign_off: OutlineSignOff, by: Any, now: datetime) -> None:
    audit(by, verb, sign_off.outline, now, side=sign_off.side, name=sign_off.full_name)


SIGNING = Signing(
    OutlineSignOff,
    drafts,
    ("outline__strand", "outline__authority", "outline__earlier_area", "asked_by"),
    _note,
    key="outline_sign_off",
    asked=SIGN_OFF_ASKED,
    answered=SIGN_OFF_ANSWERED,
)


def sides_of(strand: Workstrand) -> tuple[Side, ...]:
    """Who signs in `strand`: the authority; with neighbourhoods the community's organisation beside it."""
    return (Side.AUTHORITY, Side.COMMUNITY) if strand.is_of_neighbourhoods else (Side.AUTHORITY,)


@transaction.atomic
def ask_outline_sign_off(
    outline: OutlineProposal,
    *,
    side: str,
    full_name: str,
    post: str,
    email: str,
    by: Any,
    expected_version: int,
    now: datetime,
) -> OutlineSignOff:
    """Ask somebody to sign for a `side`, and queue the email with the link; a link sent before dies.

    `post` is leader or chief_executive for the authority, and in the organisation's own words for the community.
    Raises NotPermitted, StaleVersion, OutlineClosed; ValidationError by field where something is unanswered, the side
    does not sign, or the person is one who wrote it or signs for the other side.
    """
    require(by, Permission.EDIT_OUTLINE, on=outline)
    email, post = email.strip().lower(), post.strip()
    check_draft(outline)
    if side not in sides_of(outline.strand):
        raise ValidationError({"side": "Nobody signs for this side in this workstrand"})
    if missing := read_said(as_it_is(outline)).missing:
        raise ValidationError(f"Answer “{missing[0].label}” first: what is signed is what all pages say")
    _check_signer(outline, side, full_name, post, email, by)
    outline = claim(outline, drafts(), expected_version, now=now)
    sign_off = OutlineSignOff(outline=outline, side=side, full_name=full_name.strip(), post=post, email=email)
    return SIGNING.ask(sign_off, replacing=outline.sign_offs.filter(side=side), by=by, now=now)


def unsigned_sides(outline: OutlineProposal) -> list[Side]:
    """The sides for which nobody has signed what it says now."""
    signed = set(outline.sign_offs.current().filter(signed_at__isnull=False).values_list("side", flat=True))
    return [side for side in sides_of(outline.strand) if side not in signed]


def _check_signer(outline: OutlineProposal, side: str, full_name: str, post: str, email: str, by: Any) -> None:
    if side == Side.AUTHORITY and post not in SignOff.Post.values:
        raise ValidationError({"post": "Select whether it is the leader or the chief executive"})
    if not post:
        raise ValidationError({"post": "Enter what the person is in the organisation, such as its chair"})
    others = outline.sign_offs.current().exclude(side=side).values_list("email", flat=True)
    writers = {by.email.lower(), outline.started_by.email.lower()}
    check_person(full_name, email, not_of=writers, taken=set(others))
