"""Tokens as pages list them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from cbtracker.accounts.models import User
from cbtracker.rest.models import AccessToken

ENDED_LATELY = timedelta(days=30)


def tokens_in_force(owner: User, *, reader: User, now: datetime) -> QuerySet[AccessToken]:
    """Return the tokens of `owner` that open the API at `now`, with their last use, the newest first."""
    return AccessToken.objects.visible_to(reader).filter(user=owner).usable(now).with_last_use()


def tokens_ended(owner: User, *, reader: User, now: datetime) -> QuerySet[AccessToken]:
    """Return those that were revoked or expired in the 30 days before `now`, with `ended_at` and their last use."""
    tokens = AccessToken.objects.visible_to(reader).filter(user=owner).with_last_use()
    lately = Q(revoked_at__gt=now - ENDED_LATELY) | Q(
        revoked_at__isnull=True, expires_at__gt=now - ENDED_LATELY, expires_at__lte=now
    )
    ended_at = Coalesce("revoked_at", "expires_at")
    return tokens.filter(lately).select_related("revoked_by").annotate(ended_at=ended_at).order_by("-ended_at", "-pk")
