"""The status digest as an email, made when it is sent."""

from __future__ import annotations

from datetime import datetime

from cbtracker.digests.contents import Contents, contents_for
from cbtracker.digests.headings import counted
from cbtracker.digests.links import choice_link, unsubscribe_link
from cbtracker.digests.models import Digest, DigestPreference
from cbtracker.digests.periods import IN_A_SENTENCE, Frequency
from cbtracker.outbox.emails import fill
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail

KIND = "status_digest"


def status_digest(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """What the person's digest says now; nothing when there is nothing to say or no digest is wanted."""
    digest = Digest.objects.select_related("user").filter(message=message, outcome=Digest.Outcome.QUEUED).first()
    if digest is None or DigestPreference.objects.filter(user=digest.user, frequency=Frequency.NEVER).exists():
        return None
    contents = contents_for(digest.user, since=digest.since, until=digest.until, now=now)
    return write(contents, frequency=digest.frequency) if contents else None


def write(contents: Contents, *, frequency: str) -> RenderedEmail:
    """Return `contents` as an email to their person."""
    user = contents.user
    return fill(
        "digest",
        subject=subject_of(contents),
        unsubscribe=unsubscribe_link(user),
        contents=contents,
        often=IN_A_SENTENCE[frequency],
        choice_link=choice_link(user),
    )


def subject_of(contents: Contents) -> str:
    """What the digest is about, its first part first, such as "Community Budgets: 3 overdue, 2 new requests"."""
    return f"Community Budgets: {', '.join(counted(part.title, part.count) for part in contents.parts[:2])}"
