"""A server that takes every connection and never says a word: what talks to it hangs, and is counted."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from celery import current_app
from django.conf import settings


class SilentServer:
    """Listens on a free port of 127.0.0.1; `accepted` is how many connections were opened to it."""

    def __init__(self) -> None:
        self.accepted = 0
        self._asked = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        threading.Thread(target=self._take_all, daemon=True).start()

    def _take_all(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.accepted += 1
            self._open.append(connection)
            self._asked.set()

    def was_asked(self, *, within: float) -> bool:
        """Whether somebody opens a connection within so many seconds."""
        return self._asked.wait(within)

    def close(self) -> None:
        """Let go of everybody."""
        # Without it the thread would stay in accept().
        self._listener.shutdown(socket.SHUT_RDWR)
        for one in (self._listener, *self._open):
            one.close()


def _forget_connections() -> None:
    """What Celery has opened to another address does not serve here."""
    current_app._pool = None
    current_app.amqp._producer_pool = None


@contextmanager
def all_that_leaves_goes_to(port: int) -> Iterator[None]:
    """Make `port` the address of broker and mail server for this process."""
    _forget_connections()
    with pytest.MonkeyPatch.context() as patch:
        address = f"redis://127.0.0.1:{port}/0"
        # Celery reads the variable before its settings.
        patch.setitem(os.environ, "CELERY_BROKER_URL", address)
        patch.setattr(settings, "CELERY_BROKER_URL", address)
        patch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
        patch.setattr(settings, "EMAIL_HOST", "127.0.0.1")
        patch.setattr(settings, "EMAIL_PORT", port)
        patch.setattr(settings, "EMAIL_TIMEOUT", 1)
        yield
    _forget_connections()


@contextmanager
def nobody_answers() -> Iterator[SilentServer]:
    """Broker and mail server take connections and say nothing; yields what counts them."""
    server = SilentServer()
    try:
        with all_that_leaves_goes_to(server.port):
            yield server
    finally:
        server.close()
