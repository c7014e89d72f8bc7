"""Delivering what waits in the outbox: claim, render, send, record, each message on its own.

A message is claimed in a transaction of its own before anything is sent, so that two drainers never send the
same one; a crash between claim and record leaves it claimed, and `requeue_stranded` finds it. It is never lost. Through
a mail server, which cannot be asked, it may then arrive twice, with the same Message-ID; GOV.UK Notify is asked first.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models import F

from cbtracker.outbox.addresses import BadAddress
from cbtracker.outbox.carriers import Carrier, Handed, NotNow, Refused, Unreachable, chosen_carrier
from cbtracker.outbox.models import MAX_ATTEMPTS, OutboxEvent, OutboxMessage
from cbtracker.outbox.registry import RenderedEmail, UnknownKind, render

State = OutboxMessage.State
Outcome = OutboxEvent.Outcome
LONGEST_WAIT = timedelta(hours=4)
# Longer than one email may take: a dozen answers of a mail server, each within EMAIL_TIMEOUT seconds.
STRANDED_AFTER = timedelta(minutes=3)
LONGEST_DRAIN = timedelta(minutes=2)
MOST_AT_ONCE = 5000
STOPPED = "cbtracker stopped while it was sending this email"
STATE_AFTER = {
    Outcome.SENT: State.SENT,
    Outcome.FOUND: State.SENT,
    Outcome.LATER: State.QUEUED,
    Outcome.STOPPED: State.QUEUED,
    Outcome.REFUSED: State.FAILED,
    Outcome.DROPPED: State.DROPPED,
}
log = structlog.get_logger(__name__)


def deliver_due(*, now: datetime, limit: int = MOST_AT_ONCE) -> Counter[str]:
    """Send the messages that are due at `now`, at most `limit`, and return how many ended in which state.

    Stops early when the carrier cannot be reached, so that an outage uses up the tries of one message only, and
    after `LONGEST_DRAIN`.
    """
    told: Counter[str] = Counter()
    clock = _clock_from(now)
    carrier = chosen_carrier()
    carrier.open()
    try:
        for _ in range(limit):
            message = _claim_next(now, clock()) if clock() < now + LONGEST_DRAIN else None
            if message is None:
                break
            state, carrier_is_there = _deliver(message, carrier, now)
            told[state] += 1
            if not carrier_is_there:
                break
    finally:
        carrier.close()
    return told


def requeue_stranded(*, now: datetime, after: timedelta = STRANDED_AFTER) -> int:
    """Queue again what a crash left claimed for longer than `after`; return how many. Safe to run twice."""
    left = OutboxMessage.objects.filter(state=State.SENDING, claimed_at__lt=now - after).order_by("id")
    told = Counter(_release(message, now) for message in left)
    if told[State.QUEUED] or told[State.FAILED]:
        log.warning("outbox_stranded", requeued=told[State.QUEUED], failed=told[State.FAILED])
    return told[State.QUEUED]


def wait_before(attempt: int) -> timedelta:
    """How long to wait after the `attempt`-th try failed: 1, 4, 16, 64 minutes, then 4 hours each."""
    return min(timedelta(minutes=4 ** min(attempt - 1, 6)), LONGEST_WAIT)


def _clock_from(now: datetime) -> Callable[[], datetime]:
    """A clock that says `now` at once and runs on from there, whatever the machine's own clock is set to."""
    began = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - began)


@transaction.atomic
def _claim_next(now: datetime, claimed_at: datetime) -> OutboxMessage | None:
    waiting = OutboxMessage.objects.filter(state=State.QUEUED, due_at__lte=now).order_by("due_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    pk = waiting.values_list("pk", flat=True).first()
    if pk is None:
        return None
    claim = OutboxMessage.objects.filter(pk=pk, state=State.QUEUED)
    if not claim.update(state=State.SENDING, claimed_at=claimed_at, attempts=F("attempts") + 1):
        return None
    return OutboxMessage.objects.select_related("recipient").get(pk=pk)


def _deliver(message: OutboxMessage, carrier: Carrier, now: datetime) -> tuple[State, bool]:
    """Send one claimed message and record what became of it; also say whether the carrier could be reached."""
    try:
        rendered = render(message, now)
    except UnknownKind as error:
        return _record(message, Outcome.REFUSED, now, said=str(error)), True
    except Exception as error:
        log.exception("outbox_rendering_failed", kind=message.kind, message=message.pk)
        return _put_back(message, f"The text of this email could not be made. {_named(error)}", now), True
    if rendered is None:
        return _record(message, Outcome.DROPPED, now), True
    return _send(message, rendered, carrier, now)


def _send(message: OutboxMessage, rendered: RenderedEmail, carrier: Carrier, now: datetime) -> tuple[State, bool]:
    try:
        handed = carrier.send(message, rendered)
    except (BadAddress, Refused) as error:
        return _record(message, Outcome.REFUSED, now, said=str(error)), True
    except NotNow as error:
        return _put_back(message, str(error), now), True
    except Unreachable as error:
        log.warning("outbox_carrier_unreachable", error=str(error))
        return _put_back(message, str(error), now), False
    except Exception as error:
        log.exception("outbox_sending_failed", kind=message.kind, message=message.pk)
        carrier.close()
        return _put_back(message, f"cbtracker could not send this email. {_named(error)}", now), True
    return _record(message, Outcome.SENT if handed is Handed.NOW else Outcome.FOUND, now, sent_at=now), True


def _release(message: OutboxMessage, now: datetime) -> State:
    """Queue a stranded message at once; give it up if it was the last try."""
    if message.attempts >= message.gives_up_after:
        return _record(message, Outcome.STOPPED, now, said=STOPPED, gives_up=True)
    return _record(message, Outcome.STOPPED, now, said=STOPPED, due_at=now)


def _named(error: Exception) -> str:
    """The kind and words of a fault of ours, for who mends it."""
    return f"{type(error).__name__}: {error}"


def _put_back(message: OutboxMessage, said: str, now: datetime) -> State:
    """Queue the message for another try, or give up after the last one."""
    if message.attempts >= message.gives_up_after:
        return _record(message, Outcome.LATER, now, said=said, gives_up=True)
    since_queued = message.attempts - (message.gives_up_after - MAX_ATTEMPTS)
    return _record(message, Outcome.LATER, now, said=said, due_at=now + wait_before(since_queued))


def _record(
    message: OutboxMessage,
    outcome: Outcome,
    now: datetime,
    *,
    said: str = "",
    gives_up: bool = False,
    **changes: object,
) -> State:
    """Write what became of a claimed message, in a transaction of its own, and return the state that it is in then.

    Writes nothing where the claim is not ours any more: who took so long that the message was queued again.
    """
    state = State.FAILED if gives_up else STATE_AFTER[outcome]
    said = said[:1000]
    with transaction.atomic():
        claimed = OutboxMessage.objects.filter(pk=message.pk, state=State.SENDING, attempts=message.attempts)
        if not claimed.update(state=state, claimed_at=None, last_error=said, **changes):
            log.warning("outbox_claim_lost", kind=message.kind, message=message.pk, outcome=outcome.value)
            return State.SENDING
        OutboxEvent.objects.create(message_id=message.pk, at=now, attempt=message.attempts, outcome=outcome, said=said)
    if state == State.FAILED:
        log.error("outbox_failed", kind=message.kind, message=message.pk, error=said)
    return state
