"""The demonstration's mail: what is sent is kept in a table, to be read on a page, and goes nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from cbtracker.outbox.models import SentHere

KEPT = 500


class EmailBackend(BaseEmailBackend):
    """Chosen by EMAIL_URL=demonstration://. Raises ImproperlyConfigured outside the demonstration."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep each email once for each addressee, and the newest of all."""
        if not settings.DEMONSTRATION:
            raise ImproperlyConfigured("Emails are kept on a page in demonstration mode only")
        SentHere.objects.bulk_create(_kept(email, to) for email in email_messages for to in email.recipients())
        oldest = SentHere.objects.order_by("-id").values_list("pk", flat=True)[KEPT : KEPT + 1].first()
        if oldest is not None:
            SentHere.objects.filter(pk__lte=oldest).delete()
        return len(email_messages)


def _kept(email: EmailMessage, to: str) -> SentHere:
    alternatives = email.alternatives if isinstance(email, EmailMultiAlternatives) else []
    html = next((str(content) for content, kind in alternatives if kind == "text/html"), "")
    return SentHere(
        sent_at=timezone.now(),
        to_address=to,
        message_id=email.extra_headers.get("Message-ID", ""),
        subject=str(email.subject),
        text=str(email.body),
        html=html,
        unsubscribe=email.extra_headers.get("List-Unsubscribe", "").strip("<>"),
    )
