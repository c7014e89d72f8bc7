"""Which function makes the text of which kind of message."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cbtracker.outbox.models import OutboxMessage

_PRINTABLE_ADDRESS = re.compile(r"https?://[!-;=?-~]+")  # printable ASCII but for < and >, which end it in a header


@dataclass(frozen=True)
class RenderedEmail:
    """What one person gets: a subject of one line, the plain text, and the same as HTML.

    `unsubscribe` is the whole address at which a POST ends emails of the kind at once (RFC 8058), or blank. Raises
    ValueError for one that could not stand in a header. Subjects become one line whoever wrote what is in them.
    """

    subject: str
    text: str
    html: str
    unsubscribe: str = ""

    def __post_init__(self) -> None:
        """Keep what people typed from becoming a header of its own."""
        object.__setattr__(self, "subject", one_line(self.subject))
        if self.unsubscribe and not _PRINTABLE_ADDRESS.fullmatch(self.unsubscribe):
            raise ValueError("The address to unsubscribe at is not a whole web address of printable characters")


def one_line(text: str) -> str:
    """Return `text` without line breaks and other control characters, each run of which becomes one space."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


Renderer = Callable[[OutboxMessage, datetime], RenderedEmail | None]

_RENDERERS: dict[str, Renderer] = {}
_NAMES: dict[str, str] = {}
_ABOUT_ACCOUNTS: set[str] = set()


class UnknownKind(LookupError):
    """A message of a kind that no app has registered a renderer for."""


def register(kind: str, renderer: Renderer, *, name: str = "", about_accounts: bool = False) -> None:
    """Make `renderer` the one for messages of `kind`; called from an app's `ready()`.

    `name` is what people call such an email where the kind's own words would not do. `about_accounts`: it says nothing
    of the programme, so that administrators may read it in the demonstration.

    The renderer reads everything again, through `visible_to(message.recipient)`, when the message is sent, and
    returns None when it no longer concerns the person: the message is then dropped.
    """
    known = _RENDERERS.get(kind)
    if known is not None and known is not renderer:
        raise ValueError(f"{kind} has a renderer already")
    _RENDERERS[kind] = renderer
    if name:
        _NAMES[kind] = name
    if about_accounts:
        _ABOUT_ACCOUNTS.add(kind)


def about_accounts() -> frozenset[str]:
    """Return the kinds of message that say nothing of the programme."""
    return frozenset(_ABOUT_ACCOUNTS)


def in_words(kind: str) -> str:
    """Return what people call messages of `kind`, also where its app is gone."""
    return _NAMES.get(kind) or kind.replace("_", " ").capitalize()


def render(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """Return the text of `message`, or None. Raises UnknownKind."""
    try:
        renderer = _RENDERERS[message.kind]
    except KeyError:
        raise UnknownKind(f"No renderer is registered for messages of kind {message.kind}") from None
    return renderer(message, now)
