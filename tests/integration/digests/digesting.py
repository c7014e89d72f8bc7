"""Making digests in tests: the moment, the tick, and what each person was sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import mail
from django.utils import timezone

from cbtracker.digests.models import Digest
from cbtracker.digests.services.queueing import queue_digests
from cbtracker.outbox.delivery import deliver_due
from cbtracker.web.formats import LONDON

MONDAY = datetime(2011, 3, 28, 8, 1, tzinfo=LONDON)
WEEK = timedelta(7)


def tick_and_send() -> None:
    """Queue what is due now, and send it."""
    queue_digests(now=timezone.now())
    deliver_due(now=timezone.now())


def sent_to(user) -> str:
    """The text of the one digest that `user` was sent; blank when there is none."""
    texts = [one.body for one in mail.outbox if one.to == [user.email] and "status_digest" in kinds(one)]
    assert len(texts) <= 1
    return "".join(texts)


def kinds(email) -> list[str]:
    """Of which kind the message is that an email was made of."""
    from cbtracker.outbox.models import OutboxMessage

    sent = OutboxMessage.objects.filter(message_id=email.extra_headers["Message-ID"])
    return list(sent.values_list("kind", flat=True))


def digest_of(user) -> Digest:
    """The newest digest of `user`."""
    return Digest.objects.filter(user=user).select_related("message").latest("period")
