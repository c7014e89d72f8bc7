"""What the API gives out of places, and takes in about phases."""

from __future__ import annotations

from rest_framework import serializers

from areas.models import Phase
from cbtracker.rest.shapes import Day, Expandable, Flag, In, Out, Version, text_of


class PhaseOut(Out):
    """A phase of the programme. A date that is null has not been said."""

    slug = serializers.CharField()
    name = serializers.CharField()
    order = serializers.IntegerField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    goes_live_on = serializers.DateField(allow_null=True)
    goes_live_inferred = serializers.BooleanField()
    source = serializers.CharField(allow_blank=True)
    version = Version()
    keys = ("slug", "version")
    example = {
        "slug": "phase-2",
        "name": "Second phase",
        "order": 2,
        "starts_on": "2011-07-01",
        "ends_on": "2012-03-31",
        "goes_live_on": "2012-04-01",
        "goes_live_inferred": True,
        "source": "F000 Annex A; the day is inferred from its picture",
        "version": 1,
    }


class PhaseIn(In):
    """The dates of a phase, and where they come from."""

    starts_on = Day()
    ends_on = Day(required=False, allow_null=True)
    goes_live_on = Day(required=False, allow_null=True)
    goes_live_inferred = Flag(required=False)
    source = text_of(Phase, "source")
    example = {"starts_on": "2011-07-01", "ends_on": "2012-04-30", "source": "F000 Annex A"}


class AreaBrief(Out):
    """The area that an authority is in."""

    slug = serializers.CharField()
    name = serializers.CharField()
    phase = Expandable(PhaseOut, key="slug")
    keys = ("slug",)


class AreaMemberOut(Out):
    """An authority's place in an area. `to_on` is the first day on which it is no longer in it; null: it still is."""

    code = serializers.CharField()
    name = serializers.CharField()
    from_on = serializers.DateField()
    to_on = serializers.DateField(allow_null=True)
    keys = ("code",)


class AuthorityBrief(Out):
    """An authority by its code and name."""

    code = serializers.CharField()
    name = serializers.CharField()
    keys = ("code",)


class PlaceHolderOut(Out):
    """Somebody who looks after a place. `to_on` is the first day on which they no longer do; null: they still do."""

    name = serializers.CharField()
    from_on = serializers.DateField()
    to_on = serializers.DateField(allow_null=True)
    keys = ("name",)


class PlaceLeadOut(PlaceHolderOut):
    """A locality lead of an authority. What was handed over is for Whitehall to read, and left out for others."""

    authority = serializers.CharField()
    handover_note = serializers.CharField(allow_blank=True, required=False)


class CandidatePoolOut(Out):
    """A pool that an authority is named a candidate in, as far as a source says. It ranks nobody."""

    pool = serializers.CharField()
    name = serializers.CharField()
    since = serializers.CharField(allow_blank=True)
    basis = serializers.CharField()
    completeness = serializers.CharField()
    source = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    keys = ("pool",)


class AuthorityLine(Out):
    """An upper-tier authority of 2011 in the list of all."""

    code = serializers.CharField()
    name = serializers.CharField()
    slug = serializers.CharField()
    official_name = serializers.CharField()
    type = serializers.CharField()
    region_code = serializers.CharField()
    region = serializers.CharField()
    later_code = serializers.CharField(allow_blank=True)
    abolished_on = serializers.DateField(allow_null=True)
    area = Expandable(AreaBrief, key="slug", allow_null=True)
    keys = ("code",)
    example = {
        "code": "E08000003",
        "name": "Manchester",
        "slug": "manchester",
        "official_name": "Manchester City Council",
        "type": "metropolitan",
        "region_code": "E12000002",
        "region": "North West",
        "later_code": "",
        "abolished_on": None,
        "area": "greater-manchester",
    }


class AuthorityOut(AuthorityLine):
    """An upper-tier authority of 2011: its names, codes, area of today, pools, and locality leads of all times."""

    other_names = serializers.ListField(child=serializers.CharField())
    candidate_pools = CandidatePoolOut(many=True)
    locality_leads = PlaceLeadOut(many=True)
    example = {**AuthorityLine.example, "other_names": [], "candidate_pools": [], "locality_leads": []}


class AreaLine(Out):
    """An area in the list of all, with its members of today."""

    slug = serializers.CharField()
    name = serializers.CharField()
    phase = Expandable(PhaseOut, key="slug")
    members = Expandable(AreaMemberOut, key="code", many=True)
    keys = ("slug",)
    example = {"slug": "swindon", "name": "Swindon", "phase": "phase-1", "members": ["E06000030"]}


class AreaOut(AreaLine):
    """An area: what it is called, its members of today, themes, and who looks after it and did before."""

    other_names = serializers.ListField(child=serializers.CharField())
    lead_authority = Expandable(AuthorityBrief, key="code", allow_null=True)
    themes = serializers.ListField(child=serializers.CharField())
    champions = PlaceHolderOut(many=True)
    locality_leads = PlaceLeadOut(many=True)
    example = {**AreaLine.example, "other_names": [], "lead_authority": "E06000030", "themes": ["Older people"]}


class DepartmentOut(Out):
    """A department or body that requests are made of. `answered_by` answers for a body, as MoJ does for HMP."""

    abbreviation = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    answered_by = serializers.CharField(allow_null=True)
    keys = ("abbreviation",)
    example = {
        "abbreviation": "DfE",
        "name": "Department for Education",
        "kind": "department",
        "answered_by": None,
    }
