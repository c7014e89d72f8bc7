"""What the API gives out of papers, and of files made from them."""

from __future__ import annotations

from rest_framework import serializers

from cbtracker.papers.models.choices import Audience, PaperKind
from cbtracker.rest.shapes import Moment, Out

OF_STRUCTURE = (
    "The paper itself, block by block, and its requests as data. As canonical JSON (sorted keys, no spaces, UTF-8) "
    "its SHA-256 is the digest."
)
STRUCTURE = {
    "title": "Requests of Whitehall",
    "marking": "OFFICIAL",
    "as_at": "2011-03-22T17:00:00+00:00",
    "audience": "CB Group",
    "blocks": [{"kind": "heading", "level": 1, "text": "Requests of Whitehall"}],
    "lines": [],
}


class PaperUpdateOut(Out):
    """A tabled update to a paper."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    issue_number = serializers.IntegerField()
    as_at = Moment()
    issued_at = Moment()
    keys = ("id",)


class PaperLine(Out):
    """An issued paper in a list. `replaced_by` is the number of the issue that replaces it."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    body = serializers.CharField()
    issue_number = serializers.IntegerField()
    meeting_at = Moment(allow_null=True)
    as_at = Moment()
    issued_at = Moment()
    replaced_by = serializers.IntegerField(allow_null=True)
    updates = PaperUpdateOut(many=True)
    keys = ("id",)
    example = {
        "id": 7,
        "title": "Requests of Whitehall",
        "body": "cb-group",
        "issue_number": 1,
        "as_at": "2011-03-22T17:00:00Z",
        "issued_at": "2011-03-22T17:05:00Z",
        "replaced_by": None,
        "updates": [],
    }


class PaperFileOut(Out):
    """A file of an issued paper; take it at `files/{format}/`."""

    format = serializers.CharField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes")
    digest = serializers.CharField(help_text="SHA-256, in hexadecimal")
    keys = ("format", "digest")


class PaperIssueOut(Out):
    """One of the issues of a paper; `correction` says what it corrects."""

    id = serializers.IntegerField()
    issue_number = serializers.IntegerField()
    issued_at = Moment()
    correction = serializers.CharField(allow_blank=True)
    keys = ("id", "issue_number")


class PaperOut(Out):
    """An issued paper as one audience has it, frozen. `audiences` are those whose rendition you may read."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    body = serializers.CharField()
    kind = serializers.ChoiceField(choices=PaperKind.choices)
    issue_number = serializers.IntegerField()
    correction = serializers.CharField(allow_blank=True)
    marking = serializers.CharField()
    meeting_at = Moment(allow_null=True)
    as_at = Moment()
    issued_at = Moment()
    compared_with = serializers.IntegerField(allow_null=True)
    supplement_to = serializers.IntegerField(allow_null=True)
    replaced_by = serializers.IntegerField(allow_null=True)
    audience = serializers.ChoiceField(choices=Audience.choices)
    audiences = serializers.ListField(child=serializers.ChoiceField(choices=Audience.choices))
    digest = serializers.CharField()
    structure = serializers.DictField(help_text=OF_STRUCTURE)
    files = PaperFileOut(many=True)
    issues = PaperIssueOut(many=True)
    updates = PaperUpdateOut(many=True)
    keys = ("id", "digest")
    example = {
        "id": 7,
        "title": "Requests of Whitehall",
        "body": "cb-group",
        "kind": "board",
        "issue_number": 1,
        "marking": "OFFICIAL",
        "as_at": "2011-03-22T17:00:00Z",
        "audience": "areas",
        "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "structure": STRUCTURE,
    }


class MadePaperOut(Out):
    """A paper that is made now and not kept."""

    structure = serializers.DictField(help_text=OF_STRUCTURE)
    keys = ("structure",)
    example = {"structure": STRUCTURE}


class PaperMatchOut(Out):
    """An issued paper to which a digest belongs; `format` is blank where it is the digest of the text itself."""

    title = serializers.CharField()
    body = serializers.CharField()
    audience = serializers.CharField()
    format = serializers.CharField(allow_blank=True)
    issue_number = serializers.IntegerField()
    issued_at = Moment()
    replaced_by = serializers.IntegerField(allow_null=True)
    replaced_at = Moment(allow_null=True)
    keys = ("title",)
    example = {"title": "Requests of Whitehall", "audience": "Areas", "format": "PDF", "issue_number": 1}
