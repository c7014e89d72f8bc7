"""Django's mail: a mail server, the console, files, or the demonstration's table.

A mail server cannot be asked what it has taken: after a crash between sending and recording an email may arrive twice,
with the same Message-ID, by which mail programs show it once.
"""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from cbtracker.outbox.addresses import require_address
from cbtracker.outbox.carriers.base import Handed, NotNow, Refused, Unreachable
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail

CLOSING = 421  # RFC 5321 §3.8: the server closes the connection, whatever was asked
TOO_LARGE = 552
_OF_THE_SERVER = (
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
)


class MailCarrier:
    """Sends through `EMAIL_BACKEND`, over one connection for all emails of a run."""

    def open(self) -> None:
        """Choose the backend; it connects for the first email."""
        self._mail = get_connection()

    def close(self) -> None:
        """End the connection."""
        self._mail.close()

    def send(self, message: OutboxMessage, rendered: RenderedEmail) -> Handed:
        """See Carrier. An answer of 5xx to an address or a text is for good, 4xx for now; one about us is about all."""
        email = as_email(message, rendered)
        try:
            self._mail.open()
            self._mail.send_messages([email])
        except smtplib.SMTPRecipientsRefused as error:
            raise _about_addressee(error) from error
        except smtplib.SMTPResponseException as error:
            raise _about_answer(error) from error
        except OSError as error:
            self.close()
            raise Unreachable(f"The mail server could not be reached. {_short(error)}") from error
        return Handed.NOW


def as_email(message: OutboxMessage, rendered: RenderedEmail) -> EmailMultiAlternatives:
    """Return the email to be sent, plain text first. Raises BadAddress."""
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    if rendered.unsubscribe:
        headers["List-Unsubscribe"] = f"<{rendered.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    to = [require_address(message.address)]
    email = EmailMultiAlternatives(rendered.subject, rendered.text, to=to, headers=headers)
    email.attach_alternative(rendered.html, "text/html")
    return email


def _about_addressee(error: smtplib.SMTPRecipientsRefused) -> Exception:
    code, answer = next(iter(error.recipients.values()))
    if code == CLOSING:
        return Unreachable(f"The mail server is closing. {_answer(code, answer)}")
    if code >= 500:
        return Refused(f"The mail server does not take emails to this address. {_answer(code, answer)}")
    return NotNow(f"The mail server does not take emails to this address now. {_answer(code, answer)}")


def _about_answer(error: smtplib.SMTPResponseException) -> Exception:
    answer = _answer(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Unreachable(f"The mail server does not accept our user name and password. {answer}")
    if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code != TOO_LARGE:
        return Unreachable(f"The mail server does not take emails from {settings.DEFAULT_FROM_EMAIL}. {answer}")
    if isinstance(error, _OF_THE_SERVER) and error.smtp_code != TOO_LARGE:
        return Unreachable(f"The mail server does not talk to us. {answer}")
    if error.smtp_code == CLOSING:
        return Unreachable(f"The mail server is closing. {answer}")
    if error.smtp_code >= 500:
        return Refused(f"The mail server does not take this email. {answer}")
    return NotNow(f"The mail server does not take this email now. {answer}")


def _answer(code: int, answer: bytes | str) -> str:
    said = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return f"It said: {code} {' '.join(said.split())}"


def _short(error: OSError) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
