"""Removing what is of no use any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from cbtracker.rest.models import ApiUse, IdempotencyKey

KEYS_ARE_KEPT = timedelta(hours=24)
USE_IS_KEPT = timedelta(days=30)


@transaction.atomic
def prune(now: datetime) -> int:
    """Remove keys older than 24 hours, and counts of people and ended tokens that are 30 days old. Returns how many.

    What was last used when stays for as long as a token is in force, however long ago that was. Safe to run twice.
    """
    keys = IdempotencyKey.objects.filter(created_at__lte=now - KEYS_ARE_KEPT)
    before = now - USE_IS_KEPT
    ended = Q(token__isnull=True) | Q(token__revoked_at__lt=before) | Q(token__expires_at__lt=before)
    uses = ApiUse.objects.filter(ended, last_used_at__lt=before)
    return keys.delete()[0] + uses.delete()[0]
