"""What an officer's own places are asked and have not answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.formats import LONDON
from requests_log.call_notices import CHASED_FOR
from requests_log.models import CallAddressee


@dataclass(frozen=True)
class WaitingCall:
    """A call that waits for one of the person's places, with the page on which they answer."""

    title: str
    place: str
    href: str
    due_on: date
    is_over: bool


def unanswered(user: Any, *, now: datetime) -> QuerySet[CallAddressee]:
    """The places for which `user` may answer at `now` and nobody has, while officers are reminded of it."""
    if not can(user, Permission.ANSWER_CALL):
        return CallAddressee.objects.none()
    since = timezone.localdate(now, LONDON) - CHASED_FOR
    rows = CallAddressee.objects.visible_to(user)
    return rows.filter(answer__isnull=True, call__issued_at__lte=now, call__due_on__gte=since)


def calls_waiting(user: Any, *, now: datetime) -> list[WaitingCall]:
    """What `user` may answer at `now` and nobody has, the first due first; in one query.

    A call is no longer shown when officers are no longer reminded of it; it can still be answered from its own page.
    """
    today, rows = timezone.localdate(now, LONDON), unanswered(user, now=now)
    return [
        WaitingCall(
            title=row.call.title,
            place=row.place_name,
            href=reverse("requests:answer", args=[row.call.slug, row.pk]),
            due_on=row.call.due_on,
            is_over=today > row.call.due_on,
        )
        for row in rows.select_related("call", "area", "authority").order_by("call__due_on", "pk")
    ]
