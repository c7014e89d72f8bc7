"""What every carrier does, and the three ways in which it may not."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail


class Handed(Enum):
    """How an email left: handed over now, or found to have been handed over by an earlier try."""

    NOW = "now"
    BEFORE = "before"


class Refused(Exception):
    """The carrier will never take this email. The text says why, for people."""


class NotNow(Exception):
    """The carrier does not take this email now; others may go. The text says why, for people."""


class Unreachable(Exception):
    """The carrier takes no email at all now. The text says why, for people."""


class Carrier(Protocol):
    """Takes emails one by one. One is opened for each run of the drainer and closed after it."""

    def open(self) -> None:
        """Make ready; nobody need be asked yet."""

    def close(self) -> None:
        """Let go of connections. May be called at any time, and twice; a later `send` connects again."""

    def send(self, message: OutboxMessage, rendered: RenderedEmail) -> Handed:
        """Hand over one email. Raises BadAddress, Refused, NotNow or Unreachable; anything else is a fault of ours."""
        ...
