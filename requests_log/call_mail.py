"""What the emails about calls say, read through `visible_to` when sent; nothing once the place has answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.outbox.emails import absolute, fill
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail
from cbtracker.web.formats import LONDON, as_date
from requests_log.call_notices import CHASED_FOR, ISSUED, REMINDER
from requests_log.models import Call, CallAddressee


def _waiting(message: OutboxMessage, now: datetime) -> tuple[Call, list[CallAddressee]] | None:
    """The call and the person's own places that have not answered it; None where there is nothing to say."""
    user = message.recipient
    call = Call.objects.visible_to(user).filter(pk=message.payload["call"]).first()
    if call is None or timezone.localdate(now, LONDON) > call.due_on + CHASED_FOR:
        return None
    rows = CallAddressee.objects.visible_to(user).filter(call=call, answer__isnull=True)
    places = [one for one in rows.select_related("area", "authority") if can(user, Permission.ANSWER_CALL, on=one)]
    return (call, places) if places else None


def _email(message: OutboxMessage, now: datetime, *, reminder: bool) -> RenderedEmail | None:
    found = _waiting(message, now)
    if found is None:
        return None
    call, places = found
    is_over = timezone.localdate(now, LONDON) > call.due_on
    subject = f"Answer by {as_date(call.due_on)}: {call.title}"
    if reminder:
        subject = f"{'Still to answer' if is_over else 'Reminder: answer by ' + as_date(call.due_on)}: {call.title}"
    return fill(
        "call",
        subject=subject,
        person=message.recipient,
        call=call,
        places=" and ".join(str(place) for place in places),
        reminder=reminder,
        is_over=is_over,
        due=as_date(call.due_on),
        link=absolute(_page(call, places)),
    )


def _page(call: Call, places: list[CallAddressee]) -> str:
    """Where to answer; for several places the call itself, from which each is answered."""
    if len(places) == 1:
        return reverse("requests:answer", args=[call.slug, places[0].pk])
    return reverse("requests:call", args=[call.slug])


def call_issued(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """That the person's place is asked something."""
    return _email(message, now, reminder=False)


def call_reminder(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """That the answer is still to come, before the date or after it."""
    return _email(message, now, reminder=True)


RENDERERS: dict[str, Callable[[OutboxMessage, datetime], RenderedEmail | None]] = {
    ISSUED: call_issued,
    REMINDER: call_reminder,
}
