"""When a request counts as stale or overdue: one definition for lists, queues and digests."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from requests_log.models import OPEN_STATUSES, Status


def stale_limit(now: datetime) -> datetime:
    """The moment before which the last position or confirmation is too long ago (`STALE_AFTER_DAYS` before `now`)."""
    return now - timedelta(days=settings.STALE_AFTER_DAYS)


def silent(*, now: datetime, column: str = "fresh_at") -> Q:
    """Rows, of requests or of a department's part, whose last word is older than the limit, or that have none."""
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__lt": stale_limit(now)})


def stale(*, now: datetime, column: str = "fresh_at") -> Q:
    """Requests in work of which nothing was stated or confirmed for `STALE_AFTER_DAYS`, or nothing at all.

    `column` is `fresh_at` for Whitehall and `area_fresh_at` for everybody else (DESIGN rule 6).
    """
    return Q(status__in=OPEN_STATUSES) & silent(now=now, column=column)


def overdue(*, now: datetime) -> Q:
    """Requests not yet ended whose due date has passed in London."""
    return Q(status__in=(Status.RAISED, *OPEN_STATUSES), due_on__lt=timezone.localdate(now))
