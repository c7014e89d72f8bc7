"""Inviting people: by email, for one role, once."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cbtracker.accounts.models import Invitation, User
from cbtracker.accounts.permissions import Permission, Role, require_role
from cbtracker.audit.services import record
from cbtracker.outbox.services import enqueue

INVITATION = "invitation"


class InvitationClosed(Exception):
    """The invitation was accepted before, taken back, replaced, or has expired."""


@transaction.atomic
def invite(
    *,
    email: str,
    full_name: str,
    role: str,
    by: User,
    now: datetime,
    job_title: str = "",
    duties: dict[str, Any] | None = None,
) -> Invitation:
    """Invite the owner of `email` and queue the email.

    `duties` is what the person is to have, in the words of `areas.services.people.give_duties`. Raises NotPermitted
    (only an administrator invites administrators) and ValidationError where the address is taken or invited.
    """
    _require_inviter(by, role)
    email = User.objects.normalize_email(email).lower()
    if User.objects.filter(email__iexact=email, is_active=True).exists():
        raise ValidationError({"email": f"{email} can sign in already. Enter another email address"})
    if Invitation.objects.waiting().filter(email__iexact=email).exists():
        raise _invited_already(email)
    invitation = Invitation(
        email=email,
        full_name=full_name,
        job_title=job_title,
        role=role,
        duties=duties or {},
        invited_by=by,
    )
    try:
        with transaction.atomic():
            _issue(invitation, now)
    except IntegrityError:
        # Somebody else invited the same address in the same moment; the constraint lets one of the two through.
        raise _invited_already(email) from None
    record(by=by, verb="invitation.sent", on=invitation, data={"role": role, "duties": duties or {}}, now=now)
    return invitation


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: User, now: datetime) -> Invitation:
    """Send the invitation again with a new link and a new term. Raises InvitationClosed once accepted or taken back."""
    _require_inviter(by, invitation.role)
    invitation = _lock_waiting(invitation)
    _issue(invitation, now)
    record(by=by, verb="invitation.sent_again", on=invitation, now=now)
    return invitation


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User, now: datetime) -> Invitation:
    """Take the invitation back: its link no longer works. Raises InvitationClosed once accepted or taken back."""
    _require_inviter(by, invitation.role)
    invitation = _lock_waiting(invitation)
    invitation.revoked_at = now
    invitation.save(update_fields=["revoked_at"])
    record(by=by, verb="invitation.revoked", on=invitation, now=now)
    return invitation


def find_invitation(token: str, *, now: datetime) -> Invitation | None:
    """Return the open invitation that `token` belongs to, if there is one."""
    found = Invitation.objects.filter(token_digest=Invitation.digest_of(token)).first()
    return found if found is not None and found.is_open(now) else None


@transaction.atomic
def accept_invitation(token: str, *, full_name: str, password: str, now: datetime) -> tuple[Invitation, User]:
    """Make the account that the invitation is for, or open it again where the person had one.

    Raises InvitationClosed, and ValidationError for a password that is too weak. The duties are given by
    `areas.services.people.join`, which calls this.
    """
    invitation = Invitation.objects.select_for_update().filter(token_digest=Invitation.digest_of(token)).first()
    if invitation is None or not invitation.is_open(now):
        raise InvitationClosed
    user = User.objects.filter(email__iexact=invitation.email).first() or User(email=invitation.email)
    if user.pk and user.is_active:
        raise InvitationClosed
    user.full_name, user.job_title, user.role = full_name, invitation.job_title, invitation.role
    validate_password(password, user)
    user.set_password(password)
    user.is_active, user.access_ended_at = True, None
    user.save()
    invitation.accepted_at, invitation.accepted_by = now, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record(by=user, verb="invitation.accepted", on=invitation, now=now)
    return invitation, user


def _require_inviter(by: User, role: str) -> None:
    """Who may invite; an administrator only by an administrator, so that the role cannot be taken by those without."""
    require_role(by, Permission.INVITE)
    if role == Role.ADMINISTRATOR:
        require_role(by, Permission.MANAGE_ACCOUNTS)


def _invited_already(email: str) -> ValidationError:
    return ValidationError({"email": f"{email} has been invited already. Send that invitation again instead"})


def _lock_waiting(invitation: Invitation) -> Invitation:
    found = Invitation.objects.select_for_update().waiting().filter(pk=invitation.pk).first()
    if found is None:
        raise InvitationClosed
    return found


def _issue(invitation: Invitation, now: datetime) -> None:
    """Give the invitation a new link and a new term, and queue its email."""
    invitation.seed = uuid.uuid4()
    invitation.token_digest = Invitation.digest_of(invitation.token())
    invitation.invited_at = now
    invitation.expires_at = now + timedelta(days=settings.INVITATION_DAYS)
    invitation.save()
    enqueue(
        kind=INVITATION,
        dedupe_key=f"{INVITATION}:{invitation.pk}:{invitation.seed}",
        to_address=invitation.email,
        payload={"invitation": invitation.pk, "token_digest": invitation.token_digest},
        now=now,
    )
