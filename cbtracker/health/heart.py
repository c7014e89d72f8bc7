"""Beats for a process while it lives, in a thread of its own, and through the database alone.

A thread, because the loops of worker and beat stand still while they look for a Redis that is away: they would look
dead. Whether the loop moves is told by what the process last did.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

EVERY_SECONDS = 15.0
log = structlog.get_logger(__name__)


def own_name() -> str:
    """What this process is called on the health page: PROCESS_NAME, or the name of its host."""
    return settings.PROCESS_NAME or socket.gethostname()


class Heart:
    """The heart of the process `name`; `did` says when it last did something."""

    def __init__(self, kind: str, name: str, did: Callable[[], datetime | None] = lambda: None) -> None:
        self.kind, self.name, self.did = kind, name, did
        self.started_at = timezone.now()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)

    def start(self) -> None:
        """Begin to beat; the first one at once."""
        self._thread.start()

    def stop(self) -> None:
        """End in order: the process is not missed."""
        self._ended.set()
        self._thread.join(timeout=5)

    def beat(self, now: datetime) -> None:
        """Write one heartbeat. Raises DatabaseError."""
        from cbtracker.health.services import record_heartbeat

        record_heartbeat(
            kind=self.kind,
            name=self.name,
            host=socket.gethostname(),
            started_at=self.started_at,
            did_at=self.did(),
            now=now,
        )

    def _run(self) -> None:
        from cbtracker.health.services import record_end

        self._try(lambda: self.beat(timezone.now()))
        while not self._ended.wait(EVERY_SECONDS):
            self._try(lambda: self.beat(timezone.now()))
        self._try(lambda: record_end(kind=self.kind, name=self.name))

    def _try(self, write: Callable[[], None]) -> None:
        """Write, on a connection that is not kept; a database that is away is no reason to end."""
        try:
            write()
        except DatabaseError as error:
            log.warning("heartbeat_not_written", kind=self.kind, name=self.name, error=type(error).__name__)
        finally:
            connection.close()
