"""What the API says of how a request came to stand where it does."""

from __future__ import annotations

from rest_framework import serializers

from cbtracker.rest.shapes import Moment, Out, Version
from requests_log.api.shapes import DocumentShape, RequestOut, StandingOut


class StatedOut(Out):
    """Something that was said of a request: a position, a confirmation, a next step or a reply."""

    kind = serializers.CharField()
    department = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    audience = serializers.CharField()
    confidence = serializers.CharField(allow_blank=True)
    next_step = serializers.CharField(allow_blank=True)
    next_step_owner = serializers.CharField(allow_blank=True)
    next_step_on = serializers.DateField(allow_null=True)
    documents = DocumentShape(many=True)
    by = serializers.CharField(allow_blank=True)
    at = Moment()
    keys = ("kind", "at")
    example = {
        "kind": "statement",
        "department": "",
        "text": "The form is with lawyers; we expect their answer before Easter.",
        "audience": "areas",
        "at": "2011-03-22T09:00:00Z",
    }


class FieldChangeOut(Out):
    """One thing that a revision says otherwise, in words."""

    what = serializers.CharField(source="label")
    old = serializers.CharField()
    new = serializers.CharField()
    keys = ("what", "old", "new")


class RevisionLine(Out):
    """One change of a request: what was done, by whom, when and why, and what it changed."""

    version = Version()
    action = serializers.CharField()
    title = serializers.CharField()
    by = serializers.CharField(allow_blank=True)
    at = Moment()
    recorded_at = Moment()
    reason = serializers.CharField(allow_blank=True)
    whitehall_only = serializers.BooleanField()
    positions = StandingOut(many=True)
    changes = FieldChangeOut(many=True)
    keys = ("version",)
    example = {
        "version": 3,
        "action": "triaged",
        "title": "Triaged",
        "by": "A secretary",
        "at": "2011-03-22T09:00:00Z",
        "recorded_at": "2011-03-22T09:00:00Z",
        "reason": "",
        "changes": [{"what": "Status", "old": "Raised", "new": "Accepted"}],
    }


class RevisionOut(RevisionLine):
    """One change, and the whole request as it was after it."""

    request = RequestOut()
    keys = ("version",)
    example = {**RevisionLine.example, "request": RequestOut.example}
