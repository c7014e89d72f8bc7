"""What became of a digest, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, TextChoices
from django.urls import reverse

from cbtracker.digests.models import Digest
from cbtracker.outbox.models import OutboxMessage

State, Outcome = OutboxMessage.State, Digest.Outcome


class Became(TextChoices):
    """What became of a digest: of its row and of the message that carries it."""

    WAITING = "waiting", "Queued"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"
    EMPTY = "empty", "Nothing to say"
    DROPPED = "dropped", "Not sent: nothing left to say"
    REPLACED = "replaced", "Not sent: part of the next one"


COLOURS: dict[str, str] = {
    Became.WAITING: "grey",
    Became.SENT: "green",
    Became.FAILED: "red",
    Became.EMPTY: "grey",
    Became.DROPPED: "grey",
    Became.REPLACED: "grey",
}
_OF_STATE: dict[str, Became] = {
    State.QUEUED: Became.WAITING,
    State.SENDING: Became.WAITING,
    State.SENT: Became.SENT,
    State.FAILED: Became.FAILED,
    State.DROPPED: Became.DROPPED,
}


@dataclass(frozen=True)
class DigestRow:
    """One line of the list of digests; `message` is the page of the email that carries it, or blank."""

    digest: Digest
    became: Became
    colour: str
    why: str
    message: str


def became(digest: Digest) -> Became:
    """What became of `digest`, whose message is loaded."""
    if digest.message is None or digest.outcome != Outcome.QUEUED:
        return Became(digest.outcome)
    return _OF_STATE[digest.message.state]


def that_became(wanted: str) -> Q:
    """The digests of which that became: the same in the database as `became`."""
    if wanted in (Outcome.EMPTY, Outcome.REPLACED):
        return Q(outcome=wanted)
    states = [state for state, came in _OF_STATE.items() if came == wanted]
    return Q(outcome=Outcome.QUEUED, message__state__in=states)


def digest_rows(digests: Iterable[Digest]) -> list[DigestRow]:
    """Return `digests`, with their people and messages loaded, as lines."""
    return [_row(one) for one in digests]


def _row(digest: Digest) -> DigestRow:
    came = became(digest)
    message: Any = digest.message
    why = message.last_error if message is not None and came is Became.FAILED else ""
    page = reverse("outbox:message", args=[message.pk]) if message is not None else ""
    return DigestRow(digest, came, COLOURS[came], why, page)
