"""What the API gives out and takes in of what an area brings together by year."""

from __future__ import annotations

from rest_framework import serializers

from areas.models import FundingStream, Resource
from areas.models.resources import FIRST_YEAR, LARGEST_AMOUNT, LAST_YEAR, NOTE_LENGTH
from cbtracker.rest.shapes import Expandable, In, Named, Out, Text, Version, Whole, choice_of, text_of


class FundingStreamOut(Out):
    """A line of the funding menu of 22 December 2010."""

    slug = serializers.CharField()
    name = serializers.CharField()
    department = serializers.CharField(allow_null=True)
    menu_dated = serializers.DateField()
    source = serializers.CharField()
    keys = ("slug",)
    example = {
        "slug": "early-intervention-grant",
        "name": "Early Intervention Grant",
        "department": "DfE",
        "menu_dated": "2010-12-22",
        "source": "F004 Annex B",
    }


class ResourceOut(Out):
    """One contribution to an area in a financial year. An amount that is null is not yet known: it is not zero."""

    id = serializers.IntegerField()
    year = serializers.IntegerField(help_text="The year in whose April the financial year begins")
    contributor = serializers.CharField()
    stream = Expandable(FundingStreamOut, key="slug", allow_null=True)
    other_stream = serializers.CharField(allow_blank=True)
    manner = serializers.CharField()
    amount_pence = serializers.IntegerField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    version = Version()
    keys = ("id", "version")
    example = {
        "id": 7,
        "year": 2011,
        "contributor": "Jobcentre Plus",
        "stream": None,
        "other_stream": "Advisers’ time",
        "manner": "in_kind",
        "amount_pence": None,
        "note": "",
        "version": 1,
    }


class ResourceIn(In):
    """What a partner brings: a stream of the funding menu, or another one. Leave the amount null until it is known."""

    year = Whole(min_value=FIRST_YEAR, max_value=LAST_YEAR)
    contributor = text_of(Resource, "contributor")
    stream = Named(
        lambda user: FundingStream.objects.visible_to(user).select_related("department"),
        key="slug",
        what="funding stream",
        required=False,
        allow_null=True,
    )
    other_stream = text_of(Resource, "other_stream")
    manner = choice_of(Resource, "manner")
    amount_pence = Whole(min_value=0, max_value=LARGEST_AMOUNT, required=False, allow_null=True)
    note = Text(max_length=NOTE_LENGTH, required=False, allow_blank=True)
    example = {
        "year": 2011,
        "contributor": "Jobcentre Plus",
        "other_stream": "Advisers’ time",
        "manner": "in_kind",
        "amount_pence": 1250000,
    }


class ResourceTotalOut(Out):
    """What some resources come to. `amount_pence` sums what is known, and is null where nothing is."""

    manner = serializers.CharField(allow_blank=True, help_text="Blank: all manners together")
    amount_pence = serializers.IntegerField(allow_null=True)
    resources = serializers.IntegerField()
    amounts_not_known = serializers.IntegerField()
    keys = ("manner",)


class ResourceYearOut(Out):
    """The totals of one financial year: each manner that there is, and all together."""

    year = serializers.IntegerField()
    total = ResourceTotalOut()
    by_manner = ResourceTotalOut(many=True)
    keys = ("year",)
    example = {
        "year": 2011,
        "total": {"manner": "", "amount_pence": 1250000, "resources": 2, "amounts_not_known": 1},
        "by_manner": [{"manner": "in_kind", "amount_pence": 1250000, "resources": 2, "amounts_not_known": 1}],
    }
