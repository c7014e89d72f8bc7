"""The offer as it is read: the published one by everybody, drafts and comments by those who discuss it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cbtracker.web.diff import Part, compare
from cbtracker.web.texts import TextBlock, text_blocks
from rollout.models import OfferComment, OfferElement, OfferText, OfferVersion


@dataclass(frozen=True)
class PublishedOffer:
    """What anybody may read of the offer, also without signing in: no draft, no comment, and nobody's name."""

    number: int
    published_at: datetime
    note: str
    words: str
    blocks: tuple[TextBlock, ...]
    elements: tuple[OfferElement, ...]


def published_offer() -> PublishedOffer | None:
    """Return the newest version with the elements that are offered; None before the first. At most two queries."""
    version = OfferVersion.objects.select_related("text").first()
    if version is None:
        return None
    return PublishedOffer(
        number=version.number,
        published_at=version.published_at,
        note=version.note,
        words=version.text.words,
        blocks=text_blocks(version.text.words),
        elements=tuple(OfferElement.objects.current()),
    )


@dataclass(frozen=True)
class TextRead:
    """A saved text of the offer, with the version that it is compared with, and what is said to it.

    `version` is None for a draft; `before` is the version published before it, None where there is none.
    """

    text: OfferText
    version: OfferVersion | None
    before: OfferVersion | None
    comments: list[OfferComment]
    is_newest: bool

    @property
    def blocks(self) -> tuple[TextBlock, ...]:
        """The text, ready to be drawn."""
        return text_blocks(self.text.words)

    @property
    def changes(self) -> list[Part]:
        """The words of `before` and of this text, with what changed marked."""
        return compare(self.before.text.words, self.text.words) if self.before else []

    @property
    def name(self) -> str:
        """What the text is called."""
        return f"Version {self.version.number}" if self.version else f"Draft {self.text.number}"


def read_text(user: Any, number: int) -> TextRead | None:
    """Return the text numbered `number` as `user` may read it; None where there is none. Five queries at most."""
    texts = OfferText.objects.visible_to(user)
    text = texts.select_related("saved_by").filter(number=number).first()
    if text is None:
        return None
    versions = list(
        OfferVersion.objects.visible_to(user)
        .select_related("text", "published_by")
        .filter(text__number__lte=number)[:2]
    )
    version = versions.pop(0) if versions and versions[0].text_id == text.pk else None
    comments = OfferComment.objects.visible_to(user).filter(text=text)
    return TextRead(
        text=text,
        version=version,
        before=versions[0] if versions else None,
        comments=list(comments.select_related("said_by", "answered_by", "authority")),
        is_newest=not texts.filter(number__gt=number).exists(),
    )


def newest_text(user: Any) -> OfferText | None:
    """Return the text that was saved last, published or not."""
    return OfferText.objects.visible_to(user).select_related("saved_by", "version").first()


def is_published(text: OfferText) -> bool:
    """Whether `text` is a version."""
    return OfferVersion.objects.filter(text=text).exists()


def versions_of_the_offer(user: Any) -> list[OfferVersion]:
    """Return every version, the newest first."""
    return list(OfferVersion.objects.visible_to(user).select_related("text", "published_by"))


def drafts_of_the_offer(user: Any) -> list[OfferText]:
    """Return the texts that were saved since the newest version, the newest first."""
    latest = OfferVersion.objects.visible_to(user).select_related("text").first()
    rows = OfferText.objects.visible_to(user).select_related("saved_by")
    return list(rows.filter(number__gt=latest.text.number) if latest else rows)


def comments_on_the_offer(user: Any) -> list[OfferComment]:
    """Return everything that was said to any text of the offer: what waits for an answer first, then the newest."""
    rows = OfferComment.objects.visible_to(user).select_related("text__version", "said_by", "answered_by", "authority")
    found = list(rows.order_by("-said_at", "-pk"))
    return sorted(found, key=lambda one: one.answered_at is not None)
