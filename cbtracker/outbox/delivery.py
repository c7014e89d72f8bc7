"""Delivering what waits in the outbox: claim, render, send, record, each message on its own.

A message is claimed in a transaction of its own before anything is sent, so that two drainers never send the
same one; a crash between claim and record leaves it claimed, and `requeue_stranded` finds it. It may then arrive twice,
with the same Message-ID, but never be lost.
"""

from __future__ import annotations

import smtplib
import time
from collections import Counter
from datetime import datetime, timedelta

import structlog
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F

from cbtracker.outbox.addresses import BadAddress, require_address
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail, UnknownKind, render

State = OutboxMessage.State
MAX_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=4)
STRANDED_AFTER = timedelta(minutes=15)
LONGEST_DRAIN = timedelta(minutes=5)
log = structlog.get_logger(__name__)


def deliver_due(*, now: datetime, limit: int = 500) -> Counter[str]:
    """Send the messages that are due at `now`, at most `limit`, and return how many ended in which state.

    Stops early when the mail server cannot be reached, so that an outage uses up the tries of one message only, and
    after `LONGEST_DRAIN`, so that no message claimed at `now` looks stranded while it is being sent.
    """
    told: Counter[str] = Counter()
    stop = time.monotonic() + LONGEST_DRAIN.total_seconds()
    mail = get_connection()
    try:
        for _ in range(limit):
            message = _claim_next(now) if time.monotonic() < stop else None
            if message is None:
                break
            state, server_is_there = _deliver(message, mail, now)
            told[state] += 1
            if not server_is_there:
                break
    finally:
        mail.close()
    return told


def requeue_stranded(*, now: datetime, after: timedelta = STRANDED_AFTER) -> int:
    """Queue again what a crash left claimed for longer than `after`; return how many. Safe to run twice."""
    left = OutboxMessage.objects.filter(state=State.SENDING, claimed_at__lt=now - after)
    given_up = left.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=State.FAILED, claimed_at=None, last_error="The process stopped while sending, every time"
    )
    again = left.filter(attempts__lt=MAX_ATTEMPTS).update(
        state=State.QUEUED, claimed_at=None, due_at=now, last_error="The process stopped while sending"
    )
    if given_up or again:
        log.warning("outbox_stranded", requeued=again, failed=given_up)
    return again


def wait_before(attempt: int) -> timedelta:
    """How long to wait after the `attempt`-th try failed: 1, 4, 16, 64 minutes, then 4 hours each."""
    return min(timedelta(minutes=4 ** min(attempt - 1, 6)), LONGEST_WAIT)


@transaction.atomic
def _claim_next(now: datetime) -> OutboxMessage | None:
    waiting = OutboxMessage.objects.filter(state=State.QUEUED, due_at__lte=now).order_by("due_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    pk = waiting.values_list("pk", flat=True).first()
    if pk is None:
        return None
    claim = OutboxMessage.objects.filter(pk=pk, state=State.QUEUED)
    if not claim.update(state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1):
        return None
    return OutboxMessage.objects.select_related("recipient").get(pk=pk)


def _deliver(message: OutboxMessage, mail: BaseEmailBackend, now: datetime) -> tuple[State, bool]:
    """Send one claimed message and record what became of it; also say whether the server could be reached."""
    try:
        rendered = render(message, now)
    except UnknownKind as error:
        return _record(message, State.FAILED, error=error), True
    except Exception as error:
        log.exception("outbox_rendering_failed", kind=message.kind, message=message.pk)
        return _put_back(message, error, now), True
    if rendered is None:
        return _record(message, State.DROPPED), True
    return _send(message, rendered, mail, now)


def _send(message: OutboxMessage, rendered: RenderedEmail, mail: BaseEmailBackend, now: datetime) -> tuple[State, bool]:
    try:
        mail.open()
        mail.send_messages([_as_email(message, rendered)])
    except smtplib.SMTPResponseException as error:
        return _refused(message, error, error.smtp_code >= 500, now), True
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        return _refused(message, error, min(codes) >= 500, now), True
    except (OSError, smtplib.SMTPException) as error:
        mail.close()
        return _put_back(message, error, now), False
    except BadAddress as error:
        return _record(message, State.FAILED, error=error), True
    except Exception as error:
        log.exception("outbox_sending_failed", kind=message.kind, message=message.pk)
        return _put_back(message, error, now), True
    return _record(message, State.SENT, sent_at=now), True


def _as_email(message: OutboxMessage, rendered: RenderedEmail) -> EmailMultiAlternatives:
    to = message.recipient.email if message.recipient else message.to_address
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    if rendered.unsubscribe:
        headers["List-Unsubscribe"] = f"<{rendered.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email = EmailMultiAlternatives(rendered.subject, rendered.text, to=[require_address(to)], headers=headers)
    email.attach_alternative(rendered.html, "text/html")
    return email


def _refused(message: OutboxMessage, error: Exception, for_good: bool, now: datetime) -> State:
    """The server answered no: for good (5xx), or for now (4xx)."""
    return _record(message, State.FAILED, error=error) if for_good else _put_back(message, error, now)


def _put_back(message: OutboxMessage, error: Exception, now: datetime) -> State:
    """Queue the message for another try, or give up after the last one."""
    if message.attempts >= MAX_ATTEMPTS:
        return _record(message, State.FAILED, error=error)
    return _record(message, State.QUEUED, error=error, due_at=now + wait_before(message.attempts))


def _record(message: OutboxMessage, state: State, *, error: Exception | None = None, **changes: datetime) -> State:
    """Write what became of a claimed message, in a transaction of its own."""
    said = f"{type(error).__name__}: {error}"[:1000] if error else ""
    with transaction.atomic():
        OutboxMessage.objects.filter(pk=message.pk, state=State.SENDING).update(
            state=state, claimed_at=None, last_error=said, **changes
        )
    if state == State.FAILED:
        log.error("outbox_failed", kind=message.kind, message=message.pk, error=said)
    return state
