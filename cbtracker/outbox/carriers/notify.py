"""GOV.UK Notify, through its own client.

Notify keeps a reference with each notification, ours the Message-ID, and can be asked by it for 7 days. From the second
try on it is asked before anything is sent: a crash between sending and recording sends nothing twice.
"""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from notifications_python_client import NotificationsAPIClient
from notifications_python_client.errors import APIError

from cbtracker.outbox.addresses import require_address
from cbtracker.outbox.carriers.base import Handed, Refused, Unreachable
from cbtracker.outbox.carriers.notify_markdown import as_plain
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail

NOT_VALID, NOT_ALLOWED, TOO_MANY = 400, 403, 429
_ABOUT_OUR_TEMPLATE = re.compile(r"template|personalisation", re.IGNORECASE)


class NotifyCarrier:
    """Sends through the template `NOTIFY_TEMPLATE_ID`, whose placeholders are ((subject)) and ((body))."""

    def open(self) -> None:
        """Make the client; it connects for the first email."""
        self._client = NotificationsAPIClient(
            settings.NOTIFY_API_KEY, base_url=settings.NOTIFY_URL, timeout=settings.EMAIL_TIMEOUT
        )

    def close(self) -> None:
        """End the connections that the client keeps."""
        self._client.request_session.close()

    def send(self, message: OutboxMessage, rendered: RenderedEmail) -> Handed:
        """See Carrier. Only an answer about this email is for good; all others are about Notify or our settings."""
        address = require_address(message.address)
        try:
            if message.attempts > 1 and self._has(message.message_id):
                return Handed.BEFORE
            self._client.send_email_notification(
                address,
                settings.NOTIFY_TEMPLATE_ID,
                personalisation={"subject": rendered.subject, "body": as_plain(rendered.text)},
                reference=message.message_id,
                one_click_unsubscribe_url=_for_one_click(rendered.unsubscribe),
            )
        except APIError as error:
            raise _in_words(error) from error
        return Handed.NOW

    def _has(self, reference: str) -> bool:
        """Whether Notify took an email with `reference`, whatever became of it after."""
        found = self._client.get_all_notifications(template_type="email", reference=reference)
        return any(one.get("reference") == reference for one in found["notifications"])


def _for_one_click(address: str) -> str | None:
    """Notify takes addresses with https only; without one it sends the email all the same."""
    return address if address.startswith("https://") else None


def _in_words(error: APIError) -> Exception:
    """Return what `error` is for the outbox, in plain words with Notify's own.

    A 400 about the template or its placeholders is a fault of our settings: it is about every email.
    """
    said = _said(error)
    if error.status_code == NOT_VALID and not _ABOUT_OUR_TEMPLATE.search(said):
        return Refused(f"GOV.UK Notify does not take this email. It said: {said}")
    if error.status_code == NOT_VALID:
        return Unreachable(f"GOV.UK Notify does not accept our template. It said: {said}")
    if error.status_code == NOT_ALLOWED:
        return Unreachable(f"GOV.UK Notify does not accept our API key. It said: {said}")
    if error.status_code == TOO_MANY:
        return Unreachable(f"GOV.UK Notify takes no more emails from us for now. It said: {said}")
    if error.response is None:
        return Unreachable(f"GOV.UK Notify could not be reached. {type(error.__cause__).__name__}")
    return Unreachable(f"GOV.UK Notify did not answer as it should. It said: {error.status_code} {said}")


def _said(error: APIError) -> str:
    """Notify's own words: a text, or a list of {"error", "message"}."""
    message: Any = error.message
    if isinstance(message, list):
        message = "; ".join(str(one.get("message", "")) for one in message if isinstance(one, dict))
    return " ".join(str(message).split())[:500]
