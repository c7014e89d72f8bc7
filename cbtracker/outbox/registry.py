"""Which function makes the text of which kind of message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cbtracker.outbox.models import OutboxMessage


@dataclass(frozen=True)
class RenderedEmail:
    """What one person gets: a subject of one line, the plain text, and the same as HTML."""

    subject: str
    text: str
    html: str


Renderer = Callable[[OutboxMessage, datetime], RenderedEmail | None]

_RENDERERS: dict[str, Renderer] = {}


class UnknownKind(LookupError):
    """A message of a kind that no app has registered a renderer for."""


def register(kind: str, renderer: Renderer) -> None:
    """Make `renderer` the one for messages of `kind`; called from an app's `ready()`.

    The renderer reads everything again, through `visible_to(message.recipient)`, when the message is sent, and
    returns None when it no longer concerns the person: the message is then dropped.
    """
    known = _RENDERERS.get(kind)
    if known is not None and known is not renderer:
        raise ValueError(f"{kind} has a renderer already")
    _RENDERERS[kind] = renderer


def render(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """Return the text of `message`, or None. Raises UnknownKind."""
    try:
        renderer = _RENDERERS[message.kind]
    except KeyError:
        raise UnknownKind(f"No renderer is registered for messages of kind {message.kind}") from None
    return renderer(message, now)
