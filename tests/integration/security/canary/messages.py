"""Every kind of email that there is, about whatever is in the world, as each person would get it now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any

from areas.mail import KINDS as POSTS
from cbtracker.accounts.models import Invitation
from cbtracker.digests.contents import contents_for
from cbtracker.digests.mail import KIND as DIGEST
from cbtracker.digests.mail import write
from cbtracker.digests.periods import USUAL
from cbtracker.outbox import registry
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail
from cbtracker.papers.models import Paper
from cbtracker.rest.models import AccessToken
from requests_log.models import Call, LoggedRequest
from rollout.models import Nomination, SignOff
from rollout.workstrands.models import OutlineProposal, OutlineSignOff

ABOUT = {
    "paper": Paper,
    "call": Call,
    "nomination": Nomination,
    "sign_off": SignOff,
    "outline": OutlineProposal,
    "outline_sign_off": OutlineSignOff,
    "token": AccessToken,
}
"""Whom a payload names by primary key."""
MOST = 6
EARLIEST = datetime(2010, 10, 20, tzinfo=UTC)


def _keys(model: Any) -> list[int]:
    return list(model.objects.order_by("-pk").values_list("pk", flat=True))


def payloads() -> Iterator[dict[str, Any]]:
    """What messages of any kind may be about: a kind takes from each what it knows."""
    keys = [_keys(model)[:MOST] for model in ABOUT.values()]
    entries = [{"entry": one.pk, "version": one.version} for one in LoggedRequest.objects.order_by("-pk")[:MOST]]
    invited = [{"invitation": one.pk, "token_digest": one.token_digest} for one in Invitation.objects.all()[:MOST]]
    posts = {"items": [{"post": post, "pk": pk, "by": 0} for post, (model, *_) in POSTS.items() for pk in _keys(model)]}
    for entry, invitation, *about in zip_longest(entries, invited, *keys):
        named = dict(zip(ABOUT, (key or 0 for key in about), strict=True))
        none = {"entry": 0, "version": 0, "invitation": 0, "token_digest": ""}
        yield {"template": "password_changed", **posts, **named, **none, **(entry or {}), **(invitation or {})}


def kinds() -> list[str]:
    """Every kind of message that an app has registered."""
    return sorted(registry._RENDERERS)


def rendered(kind: str, person: Any, *, now: datetime) -> list[RenderedEmail]:
    """The emails of `kind` that `person` would get; of digests the one that tells of all time."""
    if kind == DIGEST:
        contents = contents_for(person, since=EARLIEST, until=now, now=now)
        return [write(contents, frequency=USUAL)] if contents else []
    messages = [OutboxMessage(kind=kind, recipient=person, payload=about, created_at=now) for about in payloads()]
    return [one for one in (registry.render(message, now) for message in messages) if one is not None]
