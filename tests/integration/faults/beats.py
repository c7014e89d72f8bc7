"""Several schedulers and several workers through a day: what must hold afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count

from cbtracker.digests.models import Digest
from cbtracker.digests.services.queueing import queue_digests
from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage
from tests.integration.faults.clocks import expected
from tests.integration.faults.forks import FORKING, PATIENCE, all_at_once
from tests.mail_server import Mailbox

BEATS, WORKERS = 3, 4


def live_a_day(ticks: Sequence[datetime], *, beats: int = BEATS, workers: int = WORKERS) -> bool:
    """At each tick let `beats` schedulers ask for the same at once, of other workers each time; then all send.

    Each worker is a process. Their clocks differ by up to ten seconds. Whether all ended without an error.
    """
    together = FORKING.Barrier(workers)

    def work(number: int) -> None:
        wrong = timedelta(seconds=5 * number)
        for turn, tick in enumerate(ticks):
            together.wait(PATIENCE)
            if (number + turn) % workers < beats:
                queue_digests(now=tick + wrong)
            together.wait(PATIENCE)
            deliver_due(now=tick + wrong + timedelta(minutes=1))

    return all_at_once(workers, work)


def duplicates(mailbox: Mailbox) -> list[str]:
    """Rows and emails that there are more than once."""
    rows = Digest.objects.values("user", "period").annotate(rows=Count("pk")).filter(rows__gt=1).order_by("user")
    sent = Counter(mailbox.ids())
    kinds = OutboxMessage.objects.filter(kind="status_digest", state__in=("queued", "sending", "failed"))
    return [
        *[f"{row['rows']} rows of person {row['user']} for {row['period']}" for row in rows],
        *[f"{count} emails {message}" for message, count in sent.items() if count > 1],
        *[f"not sent: {message}" for message in kinds],
    ]


def wrong_counts(people: Sequence, often: Sequence[str], mailbox: Mailbox, ticks: Sequence[datetime]) -> list[str]:
    """Who got more or fewer emails than periods began; `often` is how often each of `people` gets theirs."""
    got = Counter(mailbox.addressees())
    wanted = {user.email: len(expected(frequency, ticks)) for user, frequency in zip(people, often, strict=True)}
    return [f"{email}: {got[email]}, not {count}" for email, count in wanted.items() if got[email] != count]
