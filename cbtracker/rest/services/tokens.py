"""Making and revoking personal access tokens."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import NotPermitted, Permission, require_role
from cbtracker.audit.services import record
from cbtracker.outbox.services import enqueue
from cbtracker.rest.models import NAME_LENGTH, AccessToken, Scope

PREFIX = "cbt_"
TOKEN_BYTES = 32  # 43 characters, which follow the prefix
TOKENS_AT_MOST = 20
DAYS_AT_MOST = 366
USUAL_DAYS = 90
CREATED = "token_created"


@transaction.atomic
def create_token(
    *, by: User, name: str, scopes: Collection[Scope], now: datetime, days: int = USUAL_DAYS
) -> tuple[AccessToken, str]:
    """Make a token of `by` for `scopes` that expires after `days`, and tell them by email that there is one.

    Returns what is kept and the token itself, which cannot be read again. Raises NotPermitted for people who may read
    nothing of the programme, and ValidationError that names the field.
    """
    require_role(by, Permission.READ_PROGRAMME)
    _check(name, scopes, days)
    # Locked, so that of two made at once neither is the twenty-first.
    User.objects.select_for_update().get(pk=by.pk)
    if AccessToken.objects.filter(user=by).usable(now).count() >= TOKENS_AT_MOST:
        raise ValidationError(f"You have {TOKENS_AT_MOST} access tokens. Revoke one before you create another")
    token = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    kept = AccessToken.objects.create(
        user=by,
        name=name,
        digest=AccessToken.digest_of(token),
        hint=token[-4:],
        created_at=now,
        expires_at=now + timedelta(days=days),
        **{f"may_{scope}": True for scope in scopes},
    )
    record(by=by, verb="token.created", on=kept, data={"scopes": sorted(kept.scopes), "days": days}, now=now)
    enqueue(kind=CREATED, dedupe_key=f"{CREATED}:{kept.pk}", recipient=by, payload={"token": kept.pk}, now=now)
    return kept, token


@transaction.atomic
def revoke_token(token: AccessToken, *, by: User, now: datetime) -> None:
    """End `token` at once; to revoke it again changes nothing.

    Raises NotPermitted unless it is `by`'s own or they manage accounts.
    """
    if token.user_id != by.pk:
        require_role(by, Permission.MANAGE_ACCOUNTS)
    if not by.is_active:
        raise NotPermitted(f"The access of {by} has ended")
    if AccessToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now, revoked_by=by):
        record(by=by, verb="token.revoked", on=token, data={"of": str(token.user)}, now=now)
    token.refresh_from_db(fields=["revoked_at", "revoked_by"])


def _check(name: str, scopes: Collection[Scope], days: int) -> None:
    """Raise ValidationError for what the columns would refuse with worse words, or would take and should not."""
    wrong = {}
    if not name.strip() or len(name) > NAME_LENGTH:
        wrong["name"] = f"Say in {NAME_LENGTH} characters or fewer what the token is for"
    if not scopes or not set(scopes) <= set(Scope):
        wrong["scopes"] = "Select what the token may be used for"
    if not 1 <= days <= DAYS_AT_MOST:
        wrong["days"] = f"A token lasts for 1 to {DAYS_AT_MOST} days"
    if wrong:
        raise ValidationError(wrong)
