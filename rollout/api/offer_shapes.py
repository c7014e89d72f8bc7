"""What the API gives out and takes in of the offer to areas."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from areas.models import Authority
from cbtracker.rest.shapes import In, Moment, Named, Out, Version, text_of
from rollout.models import OfferComment, OfferText, OfferVersion
from rollout.services.offer import places_of

WORDS = "Areas take what they need of this, when they need it."


class OfferElementOut(Out):
    """One thing that the offer holds for an area."""

    key = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField()
    source = serializers.CharField(allow_blank=True)
    keys = ("key", "title")
    example = {
        "key": "buddying",
        "title": "Somebody who has done it before",
        "summary": "We find you a place to learn from.",
        "source": "F000 ¶12",
    }


class PublishedOfferOut(Out):
    """The offer as everybody may read it: no draft, no comment, and nobody's name."""

    number = serializers.IntegerField()
    words = serializers.CharField()
    note = serializers.CharField()
    published_at = Moment()
    elements = OfferElementOut(many=True)
    keys = ("number", "words")
    example = {"number": 1, "words": WORDS, "note": "First published", "published_at": "2011-06-03T09:00:00Z"}


class OfferVersionOut(Out):
    """A version of the offer; `text` is the number of the text that it published."""

    number = serializers.IntegerField()
    text = serializers.IntegerField(source="text.number")
    note = serializers.CharField()
    published_at = Moment()
    published_by = serializers.CharField()
    keys = ("number", "text")
    example = {
        "number": 1,
        "text": 4,
        "note": "First published",
        "published_at": "2011-06-03T09:00:00Z",
        "published_by": "Jo Clerk",
    }


class OfferCommentOut(Out):
    """What somebody said to a text of the offer, for an authority or for nobody else, and the reply."""

    id = serializers.IntegerField()
    text = serializers.IntegerField(source="text.number")
    words = serializers.CharField()
    authority = serializers.CharField(source="authority.gss_code", allow_null=True, default=None)
    said_at = Moment()
    said_by = serializers.CharField()
    reply = serializers.CharField(allow_blank=True)
    answered_at = Moment(allow_null=True)
    answered_by = serializers.CharField(allow_null=True)
    keys = ("id", "text", "words")
    example = {
        "id": 7,
        "text": 4,
        "words": "Say more of the voluntary sector.",
        "authority": "E10000016",
        "said_at": "2011-06-03T09:00:00Z",
        "said_by": "Jo Clerk",
        "reply": "",
        "answered_at": None,
    }


class OfferTextLine(Out):
    """A text of the offer as somebody saved it."""

    number = serializers.IntegerField()
    saved_at = Moment()
    saved_by = serializers.CharField()
    keys = ("number",)
    example = {"number": 4, "saved_at": "2011-06-03T09:00:00Z", "saved_by": "Jo Clerk"}


class OfferDraftOut(Out):
    """The text of the offer that was saved last. `number` 0: none was saved yet. `version`: null until published."""

    number = Version()
    words = serializers.CharField(allow_blank=True)
    saved_at = Moment(allow_null=True)
    saved_by = serializers.CharField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    keys = ("number", "words")
    example = {"number": 4, "words": WORDS, "saved_at": "2011-06-03T09:00:00Z", "saved_by": "Jo Clerk", "version": None}


class OfferTextOut(OfferDraftOut):
    """A text of the offer with what was said to it; `compared_with` is the text of the version before it."""

    compared_with = serializers.IntegerField(allow_null=True)
    comments = OfferCommentOut(many=True)
    example = {**OfferDraftOut.example, "compared_with": 2, "comments": []}


class OfferDraftIn(In):
    """The whole text of the offer."""

    words = text_of(OfferText, "words")
    example = {"words": WORDS}


class OfferPublicationIn(In):
    """What changed since the version before: it stands above the offer, for everybody to read."""

    note = text_of(OfferVersion, "note")
    example = {"note": "First published"}


def _places(user: Any) -> QuerySet[Authority]:
    return Authority.objects.filter(pk__in=[one.pk for one in places_of(user)])


class OfferCommentIn(In):
    """A comment. `authority`: the place that you speak for, needed where you speak for any."""

    words = text_of(OfferComment, "words")
    authority = Named(_places, key="gss_code", what="place that you speak for", required=False)
    example = {"words": "Say more of the voluntary sector.", "authority": "E10000016"}


class OfferReplyIn(In):
    """The reply to a comment; a comment is answered once."""

    reply = text_of(OfferComment, "reply", required=True, allow_blank=False)
    example = {"reply": "We have added a paragraph."}
