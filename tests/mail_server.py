"""A real SMTP server for tests, on a free port of 127.0.0.1."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller

from tests.servers import free_port


class Mailbox:
    """Keeps what arrives; `refuse_sender`, `refuse_recipients` and `refuse_data` are answers: "550 No such mailbox".

    `late`: seconds before the answer to an address and to a text.
    """

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.refuse_recipients: dict[str, str] = {}
        self.refuse_data = ""
        self.refuse_sender = ""
        self.late = 0.0

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.refuse_sender:
            return self.refuse_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        await asyncio.sleep(self.late)
        if address in self.refuse_recipients:
            return self.refuse_recipients[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.late)
        if self.refuse_data:
            return self.refuse_data
        self.messages.append(message_from_bytes(envelope.content))
        return "250 Accepted"

    def ids(self) -> list[str]:
        """The Message-IDs of what arrived, in order."""
        return [str(message["Message-ID"]) for message in self.messages]

    def addressees(self) -> list[str]:
        """To whom what arrived is addressed, in order."""
        return [str(message["To"]) for message in self.messages]


@contextmanager
def smtp_server(settings, port: int | None = None, authenticator=None) -> Iterator[Mailbox]:
    """Run a server and point Django's mail at it; with `authenticator` it asks for a password."""
    mailbox = Mailbox()
    asks = {"authenticator": authenticator, "auth_require_tls": False} if authenticator else {}
    controller = Controller(mailbox, hostname="127.0.0.1", port=port or free_port(), **asks)
    controller.start()
    use_smtp(settings, controller.port)
    try:
        yield mailbox
    finally:
        controller.stop()


def use_smtp(settings, port: int) -> None:
    """Send Django's mail to `port` of this machine."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
