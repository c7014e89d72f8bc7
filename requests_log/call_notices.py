"""Who is to be told of a call and when: as it is issued, before its date, and after it while there is no answer.

Which occasion it is follows from the call and the clock alone, so that a timer that fired late, twice or never loses
nothing. A message is queued once per call, occasion and person, by the outbox's unique key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from areas.models import Area, AreaMember, Authority, AuthorityMembership
from cbtracker.accounts.permissions import Role
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.services import enqueue
from cbtracker.web.formats import LONDON
from requests_log.models import Call, CallAddressee

ISSUED, REMINDER = "call_issued", "call_reminder"
REMIND_AFTER_DAYS = (-7, -1, 1, 7)  # counted from the date to answer by
REMIND_AT = time(8)
CHASED_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Occasion:
    """A reason to write: its kind of message and what tells it apart from the call's other ones."""

    kind: str
    name: str


def occasion_at(call: Call, now: datetime) -> Occasion | None:
    """The newest occasion of `call` that has come by `now`; None once the call is chased no longer.

    Reminders go out from 8am in London, on days after the one on which the call was issued.
    """
    local = now.astimezone(LONDON)
    if local.date() > call.due_on + CHASED_FOR or now < call.issued_at:
        return None
    issued_on = timezone.localdate(call.issued_at, LONDON)
    passed = [
        days
        for days in REMIND_AFTER_DAYS
        if call.due_on + timedelta(days) > issued_on and _moment(call.due_on + timedelta(days)) <= local
    ]
    if not passed:
        return Occasion(ISSUED, "issued")
    return Occasion(REMINDER, f"{call.due_on.isoformat()}{passed[-1]:+d}")


def _moment(day: date) -> datetime:
    return datetime.combine(day, REMIND_AT, LONDON)


def send_call_reminders(*, now: datetime) -> int:
    """Queue every message that is due at `now` for calls without an answer; return how many. Safe to run twice.

    An officer who joined after the call was issued is told of it too.
    """
    since = timezone.localdate(now, LONDON) - CHASED_FOR
    calls = Call.objects.filter(due_on__gte=since, issued_at__lte=now).order_by("pk")
    return sum(queue_notices(call, now=now) for call in calls)


def queue_notices(call: Call, *, now: datetime) -> int:
    """Queue the call's message of the moment for each officer whose place has not answered; return how many."""
    occasion = occasion_at(call, now)
    if occasion is None:
        return 0
    people = {user: f"call:{call.pk}:{occasion.name}:{user}" for user in officers_waited_for(call, now=now)}
    known = set(OutboxMessage.objects.filter(dedupe_key__in=people.values()).values_list("dedupe_key", flat=True))
    return sum(_queue_once(call, occasion, user, key, now) for user, key in people.items() if key not in known)


def _queue_once(call: Call, occasion: Occasion, user: int, key: str, now: datetime) -> bool:
    """Queue one message; whether it was not there yet. Another process may be first at any moment."""
    try:
        with transaction.atomic():
            enqueue(kind=occasion.kind, dedupe_key=key, recipient=user, payload={"call": call.pk}, now=now)
    except IntegrityError:
        return False
    return True


def officers_waited_for(call: Call, *, now: datetime) -> list[int]:
    """Primary keys of the officers, on the day of `now`, of the places that `call` waits for."""
    waiting = CallAddressee.objects.filter(call=call, answer__isnull=True).order_by()
    areas = list(waiting.filter(area__isnull=False).values_list("area", flat=True))
    authorities = list(waiting.filter(authority__isnull=False).values_list("authority", flat=True))
    return officers_of(areas=areas, authorities=authorities, now=now)


def officers_of(
    *, areas: Sequence[Any] = (), authorities: Sequence[Any] = (), now: datetime | None = None
) -> list[int]:
    """Primary keys of the officers, on the day of `now`, of these areas and authorities (rows or their keys)."""
    today = timezone.localdate(now, LONDON)
    members = AreaMember.objects.in_force(today).filter(area__in=areas).order_by().values("authority")
    rows = _posts(today).filter(Q(authority__in=members) | Q(authority__in=authorities))
    return list(rows.order_by("user").values_list("user", flat=True).distinct())


def without_officers(*, areas: Sequence[Area] = (), authorities: Sequence[Authority] = ()) -> list[Area | Authority]:
    """Those of the places of which nobody is told, because no officer is on record for them today."""
    today = timezone.localdate()
    staffed = set(_posts(today).values_list("authority", flat=True))
    members = AreaMember.objects.in_force(today).filter(authority__in=staffed)
    reached = set(members.filter(area__in=areas).values_list("area", flat=True))
    return [
        *(area for area in areas if area.pk not in reached),
        *(authority for authority in authorities if authority.pk not in staffed),
    ]


def _posts(today: date) -> QuerySet[AuthorityMembership]:
    return AuthorityMembership.objects.in_force(today).filter(user__is_active=True, user__role=Role.OFFICER)
