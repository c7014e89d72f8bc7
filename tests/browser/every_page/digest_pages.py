"""Pages of digests, and what they hold in the sweep's worlds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from cbtracker.digests.models import Digest
from cbtracker.digests.services.quiet import add_quiet_period
from cbtracker.outbox.models import OutboxMessage
from tests.browser.every_page.page import EMPTIED, NOTHING, Page
from tests.browser.every_page.texts import Texts
from tests.factories.digests import DigestFactory
from tests.factories.messages import queued

PAGES = [
    Page("digests:own", "empty full error long", empty=NOTHING, wrong={"frequency": ""}, form="#how-often"),
    Page("digests:sent", "empty full error long", empty=NOTHING, query={"error": "became=lost&since_day=31"}),
    Page("digests:quiet", "empty full long", empty=NOTHING),
    Page("digests:add_quiet", "empty error", wrong=EMPTIED),
    Page("digests:change_quiet", "full error long", wrong=EMPTIED),
    Page("digests:remove_quiet", "full long"),
    Page("digests:choice", "full"),
    Page("digests:unsubscribe", "full"),
]


def write_digests(own: Any, by: Any, people: Any, texts: Texts, *, now: datetime) -> None:
    """A quiet period that lies ahead, and digests of every end."""
    first = (now + timedelta(days=30)).date()
    own.quiet_period = add_quiet_period(
        by=by, name=texts.title[:100], kind="purdah", from_on=first, until_on=first + timedelta(days=20), now=now
    )
    period = now - timedelta(days=7)
    for user in people.values():
        DigestFactory(user=user, period=period, since=period - timedelta(days=7), until=period)
        failed = queued(now, texts.email.format(role="digest"))
        OutboxMessage.objects.filter(pk=failed.pk).update(state="failed", attempts=12, last_error=texts.title)
        DigestFactory(user=user, period=now, since=period, until=now, outcome=Digest.Outcome.QUEUED, message=failed)
