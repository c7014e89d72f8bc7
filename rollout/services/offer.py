"""The offer's text: drafted together, published by the secretariat, commented on by areas (F000 ¶8, ¶11–14)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from areas.access import duties_of, require
from areas.models import Authority
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import NotPermitted, Permission, Role
from cbtracker.audit.services import record
from rollout.models import OfferComment, OfferText, OfferVersion
from rollout.models.offer import COMMENT_LENGTH, NOTE_LENGTH, WORDS_LENGTH
from rollout.offer_access import require_offer_editor

LABEL = "Offer"
"""What the audit calls texts, versions and comments: administrators read labels, and no programme data."""


@transaction.atomic
def save_draft(*, words: str, expected_number: int, by: Any, now: datetime) -> OfferText:
    """Keep `words` as the offer's draft, where the text numbered `expected_number` (0: none) is still the newest.

    Raises NotPermitted, ValidationError by field; StaleVersion with the text that somebody else saved meanwhile.
    """
    require_offer_editor(by)
    _check("words", words, "Enter the text of the offer", "Text", WORDS_LENGTH)
    newest = OfferText.objects.select_related("saved_by").first()
    if (newest.number if newest else 0) != expected_number:
        raise StaleVersion(newest)
    if newest is not None and newest.words == words:
        return newest
    try:
        with transaction.atomic():
            text = OfferText.objects.create(number=expected_number + 1, words=words, saved_at=now, saved_by=by)
    except IntegrityError:  # somebody else saved between the reading and the writing
        raise StaleVersion(OfferText.objects.select_related("saved_by").first()) from None
    record(by=by, verb="offer.saved", on=text, label=LABEL, data={"number": text.number}, now=now)
    return text


@transaction.atomic
def publish_offer(*, expected_number: int, note: str, by: Any, now: datetime) -> OfferVersion:
    """Publish the draft, which is the text numbered `expected_number`, with a `note` of what changed.

    From then on everybody reads it, also without signing in. Raises NotPermitted, ValidationError; StaleVersion where
    another text was saved, or this one published, meanwhile.
    """
    require(by, Permission.PUBLISH_OFFER)
    _check("note", note, "Enter what changed", "What changed", NOTE_LENGTH)
    text = OfferText.objects.select_related("saved_by").first()
    if text is None or text.number != expected_number or OfferVersion.objects.filter(text=text).exists():
        raise StaleVersion(text)
    latest = OfferVersion.objects.first()
    number = latest.number + 1 if latest else 1
    try:
        with transaction.atomic():
            version = OfferVersion.objects.create(
                number=number, text=text, note=note, published_at=now, published_by=by
            )
    except IntegrityError:  # somebody else published between the reading and the writing
        raise StaleVersion(text) from None
    data = {"version": version.number, "text": text.number, "note": note}
    record(by=by, verb="offer.published", on=version, label=LABEL, data=data, now=now)
    return version


def places_of(user: Any) -> list[Authority]:
    """The authorities that `user` speaks for: own ones of officers, those a locality lead looks after; by name."""
    if getattr(user, "role", None) not in (Role.OFFICER, Role.LOCALITY_LEAD):
        return []
    return list(Authority.objects.filter(pk__in=duties_of(user).authorities).order_by("short_name"))


@transaction.atomic
def comment_on_offer(
    *, text: OfferText, words: str, by: Any, now: datetime, authority: Authority | None = None
) -> OfferComment:
    """Say something to `text`, for `authority` where the person speaks for one.

    Raises NotPermitted, also for an authority that is not the person's; ValidationError by field.
    """
    require(by, Permission.COMMENT_OFFER)
    if authority is not None and authority not in places_of(by):
        raise NotPermitted(f"{by} does not speak for {authority}")
    if authority is None and places_of(by):
        raise ValidationError({"authority": "Select the place that you speak for"})
    _check("words", words, "Enter your comment", "Comment", COMMENT_LENGTH)
    comment = OfferComment.objects.create(text=text, words=words, authority=authority, said_at=now, said_by=by)
    data = {"text": text.number, "authority": authority.short_name if authority else ""}
    record(by=by, verb="offer.commented", on=comment, label=LABEL, data=data, now=now)
    return comment


@transaction.atomic
def answer_comment(*, comment: OfferComment, reply: str, by: Any, now: datetime) -> OfferComment:
    """Mark `comment` as answered with `reply`; a comment is answered once.

    Raises NotPermitted, ValidationError by field; StaleVersion with the comment where somebody answered it before.
    """
    require_offer_editor(by)
    _check("reply", reply, "Enter the reply", "Reply", COMMENT_LENGTH)
    open_one = OfferComment.objects.filter(pk=comment.pk, answered_at__isnull=True)
    if open_one.update(reply=reply, answered_at=now, answered_by=by) != 1:
        raise StaleVersion(OfferComment.objects.select_related("answered_by").get(pk=comment.pk))
    record(by=by, verb="offer.comment_answered", on=comment, label=LABEL, data={"text": comment.text_id}, now=now)
    return OfferComment.objects.get(pk=comment.pk)


def _check(name: str, said: str, missing: str, label: str, most: int) -> None:
    if not said.strip():
        raise ValidationError({name: missing})
    if len(said) > most:
        raise ValidationError({name: f"{label} must be {most:,} characters or fewer"})
