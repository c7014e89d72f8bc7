"""What the API gives out and takes in of drafts of papers."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from areas.models import Area
from cbtracker.papers.api.paper_shapes import STRUCTURE
from cbtracker.papers.drafts import LONGEST_TEXT
from cbtracker.papers.models import Body, Meeting, Paper
from cbtracker.papers.models.choices import Audience, PaperKind
from cbtracker.papers.sections.catalogue import KINDS
from cbtracker.rest.shapes import Flag, In, Moment, Named, NamedMany, Numbered, Out, Text, Version, text_of
from requests_log.models import Call


class PaperSectionOptionsOut(Out):
    """What was chosen of a section: which areas or calls it is of, none for all; whether it names only changes."""

    areas = serializers.ListField(child=serializers.CharField())
    calls = serializers.ListField(child=serializers.CharField())
    only_changed = serializers.BooleanField()


class PaperDraftSectionOut(Out):
    """A section of a draft."""

    kind = serializers.CharField()
    title = serializers.CharField()
    audiences = serializers.ListField(child=serializers.ChoiceField(choices=Audience.choices))
    text = serializers.CharField(allow_blank=True)
    options = PaperSectionOptionsOut()
    keys = ("kind",)


class PaperDraftLine(Out):
    """A draft in a list."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    body = serializers.CharField()
    kind = serializers.ChoiceField(choices=PaperKind.choices)
    issue_number = serializers.IntegerField()
    meeting_at = Moment(allow_null=True)
    changed_at = Moment()
    changed_by = serializers.CharField(allow_blank=True)
    version = Version()
    keys = ("id", "version")
    example = {"id": 8, "title": "Requests of Whitehall", "body": "cb-group", "kind": "board", "version": 2}


class PaperDraftOut(PaperDraftLine):
    """A draft. `as_at` null: the moment of issue."""

    marking = serializers.CharField()
    as_at = Moment(allow_null=True)
    meeting = serializers.IntegerField(allow_null=True)
    compared_with = serializers.IntegerField(allow_null=True)
    supplement_to = serializers.IntegerField(allow_null=True)
    corrects = serializers.IntegerField(allow_null=True)
    correction = serializers.CharField(allow_blank=True)
    sections = PaperDraftSectionOut(many=True)
    example = {**PaperDraftLine.example, "marking": "OFFICIAL", "as_at": None, "sections": []}


class PaperSectionOptionsIn(In):
    """What is chosen of a section, where its kind lets it: areas, calls, whether it names only what changed."""

    areas = NamedMany(lambda user: Area.objects.visible_to(user), key="slug", what="area", required=False)
    calls = NamedMany(lambda user: Call.objects.visible_to(user), key="slug", what="call", required=False)
    only_changed = Flag(required=False)


class PaperDraftSectionIn(In):
    """A section. What is left out stays as the draft has it, or as it is in a new section."""

    kind = serializers.ChoiceField(choices=[(kind.key, kind.title) for kind in KINDS.values()])
    audiences = serializers.ListField(
        child=serializers.ChoiceField(choices=Audience.choices),
        allow_empty=False,
        max_length=len(Audience.values),
        required=False,
    )
    text = Text(max_length=LONGEST_TEXT, allow_blank=True, required=False)
    options = PaperSectionOptionsIn(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A section says its kind even where only some fields of the draft are changed."""
        if "kind" not in attrs:
            raise serializers.ValidationError({"kind": ["This field is required."]})
        return attrs


class PaperDraftChange(In):
    """What is to be said of a draft. `sections` are all of them, in print order."""

    title = text_of(Paper, "title", required=False)
    marking = text_of(Paper, "marking", required=False)
    meeting = Numbered(lambda user: Meeting.objects.visible_to(user), what="meeting", required=False, allow_null=True)
    as_at = Moment(required=False, allow_null=True)
    compared_with = Numbered(
        lambda user: Paper.objects.visible_to(user).issued(), what="issued paper", required=False, allow_null=True
    )
    sections = PaperDraftSectionIn(many=True, required=False, max_length=len(KINDS))
    example = {
        "sections": [
            {"kind": "summary", "text": "Twelve requests are addressed."},
            {"kind": "annex_a"},
            {"kind": "annex_b"},
        ]
    }


class PaperDraftIn(PaperDraftChange):
    """A new paper of a body. What is left out is as in its last paper, for its next meeting."""

    body = Named(lambda user: Body.objects.visible_to(user), key="slug", what="body")
    example = {"body": "cb-group"}


class PaperReissueIn(In):
    """What the next issue of a paper corrects. Areas and partners read it too."""

    correction = text_of(Paper, "correction", required=True)
    example = {"correction": "The position of CB-0004 was that of February."}


class PaperDraftGapOut(Out):
    """A section that cannot be made, and what to do about it."""

    title = serializers.CharField()
    sentence = serializers.CharField()


class PaperPreviewOut(Out):
    """A draft as one audience would read it now. `why_not`: why it cannot be issued as it is; blank where it can."""

    audience = serializers.ChoiceField(choices=Audience.choices)
    structure = serializers.DictField()
    gaps = PaperDraftGapOut(many=True)
    why_not = serializers.CharField(allow_blank=True)
    keys = ("audience",)
    example = {"audience": "body", "structure": STRUCTURE, "gaps": [], "why_not": ""}
