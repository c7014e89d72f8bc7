"""A process that sends is killed at random moments: what must hold afterwards."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from cbtracker.outbox import delivery
from cbtracker.outbox.models import OutboxMessage
from tests.integration.faults import forks
from tests.mail_server import Mailbox

LATER = delivery.STRANDED_AFTER + timedelta(minutes=1)


def kill_while_sending(send: Callable[[], object], mailbox: Mailbox, chance: Random, *, after: int) -> None:
    """Start a process that does `send`, and kill it a moment after `after` emails arrived."""
    goal = len(mailbox.messages) + after
    pid = forks.start(send)
    until = time.monotonic() + forks.PATIENCE
    while len(mailbox.messages) < goal and time.monotonic() < until and not _has_ended(pid):
        time.sleep(0.001)
    time.sleep(chance.random() * 0.03)
    forks.kill(pid)


def _has_ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def unrecorded(mailbox: Mailbox) -> int:
    """How many emails have arrived without a row that says so: so many arrive twice, now or later."""
    return len(mailbox.messages) - OutboxMessage.objects.filter(state=OutboxMessage.State.SENT).count()


def kill_and_resume(
    now: datetime,
    mailbox: Mailbox,
    *,
    kills: int,
    send: Callable[[datetime], object] | None = None,
    resume: Callable[[datetime], object] | None = None,
) -> list[int]:
    """Kill a sender `kills` times, each time later than the last; then let one finish. The repeats that each kill cost.

    `resume` finds what a kill left behind: the product's own `requeue_stranded`, where none is named.
    """
    chance, cost, known = Random(kills), [], 0
    deliver = send or (lambda moment: delivery.deliver_due(now=moment))
    find = resume or (lambda moment: delivery.requeue_stranded(now=moment))
    for turn in range(1, kills + 1):
        moment = now + turn * LATER
        find(moment)
        kill_while_sending(lambda moment=moment: deliver(moment), mailbox, chance, after=chance.randint(1, 4))
        cost.append(unrecorded(mailbox) - known)
        known = unrecorded(mailbox)
    moment = now + (kills + 1) * LATER
    find(moment)
    delivery.deliver_due(now=moment)
    return cost


def missing(mailbox: Mailbox) -> list[str]:
    """Message-IDs of rows whose email did not arrive, or that do not say so."""
    arrived = set(mailbox.ids())
    rows = OutboxMessage.objects.values_list("message_id", "state")
    return [message for message, state in rows if message not in arrived or state != OutboxMessage.State.SENT]


def duplicate_rows() -> list[str]:
    """Occasions for which there is more than one message, by whom and when they are for."""
    rows = Counter(OutboxMessage.objects.values_list("recipient", "to_address", "kind", "due_at__date"))
    return [str(row) for row, count in rows.items() if count > 1]
