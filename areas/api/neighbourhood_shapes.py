"""What the API gives out and takes in of neighbourhoods."""

from __future__ import annotations

from rest_framework import serializers

from areas.api.shapes import AuthorityBrief
from areas.models import Neighbourhood
from cbtracker.rest.shapes import Expandable, In, Out, Version, text_of


class NeighbourhoodOut(Out):
    """A neighbourhood that wants a budget of its own. A blank `budget_holder` is not known yet."""

    slug = serializers.CharField()
    name = serializers.CharField()
    authority = Expandable(AuthorityBrief, key="code")
    boundary = serializers.CharField(help_text="In words")
    budget_holder = serializers.CharField(allow_blank=True, help_text="Who could hold the budget")
    about = serializers.CharField(allow_blank=True, help_text="What the people who live there want")
    changed_at = serializers.DateTimeField()
    version = Version()
    keys = ("slug", "version")
    example = {
        "slug": "northmoor",
        "name": "Northmoor",
        "authority": "E06000030",
        "boundary": "From the canal to the railway",
        "budget_holder": "Northmoor Community Trust",
        "about": "",
        "changed_at": "2011-09-20T10:00:00Z",
        "version": 1,
    }


class NeighbourhoodIn(In):
    """What is said of a neighbourhood. Leave `budget_holder` out until it is known."""

    name = text_of(Neighbourhood, "name")
    boundary = text_of(Neighbourhood, "boundary")
    budget_holder = text_of(Neighbourhood, "budget_holder")
    about = text_of(Neighbourhood, "about")
    example = {"name": "Northmoor", "boundary": "From the canal to the railway"}
