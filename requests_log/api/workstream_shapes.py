"""What the API gives out and takes in of workstreams."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from areas.models import Area
from cbtracker.rest.shapes import Day, Expandable, In, Moment, NamedMany, Out, text_of
from requests_log.models import Workshop, Workstream, WorkstreamStatus


class InterestedAreaOut(Out):
    """An area that is interested in a workstream."""

    slug = serializers.CharField()
    name = serializers.CharField()
    keys = ("slug",)


class WorkstreamStatusOut(Out):
    """A sentence that says where a workstream stands; `ended_at` is blank while it holds."""

    id = serializers.IntegerField()
    text = serializers.CharField()
    since = Moment(source="effective_at")
    ended_at = Moment(allow_null=True)
    keys = ("id",)
    example = {"id": 7, "text": "A workshop is being planned", "since": "2011-03-22T00:00:00Z", "ended_at": None}


class WorkshopOut(Out):
    """A workshop of a workstream."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    held_on = Day()
    place = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    keys = ("id",)
    example = {"id": 7, "title": "Sharing data about families", "held_on": "2011-04-05", "place": "Leeds", "note": ""}


class WorkstreamLine(Out):
    """A workstream in a list, with the sentences that hold."""

    slug = serializers.CharField()
    name = serializers.CharField()
    body = serializers.CharField(allow_blank=True)
    stands = serializers.SerializerMethodField()
    keys = ("slug",)
    example = {
        "slug": "data-sharing",
        "name": "Data sharing",
        "body": "Cross-government group on data",
        "stands": ["A workshop is being planned"],
    }

    def get_stands(self, row: Workstream) -> list[str]:
        """The sentences that hold, the oldest first."""
        return [status.text for status in row.statuses.all() if status.ended_at is None]


class WorkstreamOut(Out):
    """A workstream: what it is about, who considers it, who is interested, where it stands and stood, workshops."""

    slug = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    body = serializers.CharField(allow_blank=True)
    interested = Expandable(InterestedAreaOut, key="slug", many=True)
    statuses = WorkstreamStatusOut(many=True)
    workshops = WorkshopOut(many=True)
    keys = ("slug",)
    example = {
        "slug": "data-sharing",
        "name": "Data sharing",
        "description": "What agencies may tell each other about a family",
        "body": "Cross-government group on data",
        "interested": ["greater-manchester"],
        "statuses": [WorkstreamStatusOut.example],
        "workshops": [WorkshopOut.example],
    }


class WorkstreamIn(In):
    """A workstream to be."""

    name = text_of(Workstream, "name")
    description = text_of(Workstream, "description")
    body = text_of(Workstream, "body")
    example = {"name": "Data sharing", "body": "Cross-government group on data"}


def _areas(user: Any) -> Any:
    return Area.objects.visible_to(user)


class WorkstreamChangeIn(In):
    """What of a workstream can change."""

    description = text_of(Workstream, "description")
    body = text_of(Workstream, "body")
    interested = NamedMany(_areas, key="slug", what="area", required=False)
    example = {"body": "Cross-government group on data", "interested": ["greater-manchester"]}


class WorkstreamStatusIn(In):
    """A sentence that says where a workstream stands, and from which day; today unless said."""

    text = text_of(WorkstreamStatus, "text")
    since = Day(required=False, allow_null=True, default=None)
    example = {"text": "A workshop is being planned", "since": "2011-03-22"}


class WorkshopIn(In):
    """A workshop of a workstream."""

    title = text_of(Workshop, "title")
    held_on = Day()
    place = text_of(Workshop, "place")
    note = text_of(Workshop, "note")
    example = {"title": "Sharing data about families", "held_on": "2011-04-05", "place": "Leeds"}
