"""Emails: one that was tried twelve times and failed, and one of the demonstration."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cbtracker.outbox.models import MAX_ATTEMPTS, OutboxMessage
from tests.browser.every_page.texts import Texts
from tests.factories.messages import queued
from tests.factories.system import OutboxEventFactory, SentHereFactory

PAGE = '<html lang="en"><head><title>Digest</title></head><body><main><h1>Digest</h1><p>{}</p></main></body></html>'


def keep_emails(own: Any, texts: Texts, *, now: datetime) -> None:
    """Save an email that failed, with all its tries, and one that the demonstration sent."""
    own.failed_email = queued(now, texts.email.format(role="gone"))
    failed = OutboxMessage.objects.filter(pk=own.failed_email.pk)
    failed.update(state="failed", attempts=MAX_ATTEMPTS, last_error=texts.title)
    for number in range(MAX_ATTEMPTS):
        OutboxEventFactory(message=own.failed_email, at=now, attempt=number + 1, said=texts.title)
    own.email_sent_here = SentHereFactory(
        sent_at=now,
        to_address=own.failed_email.to_address,
        subject=texts.title,
        text=texts.detail,
        html=PAGE.format(texts.title),
    )
