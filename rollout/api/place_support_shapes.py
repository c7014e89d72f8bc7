"""What support a place has, as the API gives it out."""

from __future__ import annotations

from rest_framework import serializers

from cbtracker.rest.shapes import Moment, Out
from rollout.api.support_shapes import HubOut, PairOut


class SetOfPlaceOut(Out):
    """A learning set that a place is in."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    keys = ("id",)


class WorkshopToComeOut(Out):
    """A workshop to come, of the place's region or of all of England."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    region = serializers.CharField(allow_blank=True)
    starts_at = Moment()
    ends_at = Moment()
    venue = serializers.CharField(allow_blank=True)
    keys = ("id",)


class PlaceSupportOut(Out):
    """What an authority can count on today, by itself or through its area. All of it is an offer."""

    authority = serializers.CharField()
    name = serializers.CharField()
    workshops = WorkshopToComeOut(many=True)
    hubs = HubOut(many=True)
    regions_without_hub = serializers.ListField(child=serializers.CharField())
    helped_by = PairOut(many=True, help_text="Pairs in which an area of the first phase helps it")
    helps = PairOut(many=True, help_text="Pairs in which its area helps another place")
    learning_sets = SetOfPlaceOut(many=True)
    keys = ("authority",)
    example = {
        "authority": "E10000008",
        "name": "Devon",
        "workshops": [{"id": 7, "title": "Families first", "starts_at": "2011-10-05T09:00:00Z"}],
        "hubs": [],
        "regions_without_hub": ["South West"],
        "learning_sets": [{"id": 3, "name": "Pooling budgets"}],
    }
