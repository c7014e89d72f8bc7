"""Hubs, pairs, learning sets and workshops, as the API takes them in and gives them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework import serializers

from areas.models import Area, Authority
from cbtracker.rest.shapes import Day, Flag, In, Moment, Named, Out, Part, Text, Version, Whole, text_of
from rollout.models import BuddyPair, Hub, LearningSession, LearningSet, Workshop
from rollout.models.support.workshops import MOST_PLACES
from rollout.selectors.attendance import spoken_for_by

ONE_PLACE = "Name an area or an authority, one of the two."


def _until(about: str) -> Day:
    return Day(required=False, allow_null=True, default=None, help_text=about)


def _areas(user: Any) -> Any:
    return Area.objects.visible_to(user).select_related("phase")


def _authorities(user: Any) -> Any:
    return Authority.objects.visible_to(user)


class PlaceIn(In):
    """About an area, by its slug, or an authority in none, by its GSS code."""

    area = Named(
        lambda user: Area.objects.visible_to(user).select_related("phase"), key="slug", what="area", required=False
    )
    authority = Named(lambda user: Authority.objects.visible_to(user), key="gss_code", what="authority", required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The one place that is named, as `place`."""
        places = [attrs.pop(name) for name in ("area", "authority") if name in attrs]
        if len(places) != 1:
            raise serializers.ValidationError({"area": ONE_PLACE})
        return {**attrs, "place": places[0]}


class Kept(Out):
    """What records of support share."""

    id = serializers.IntegerField()
    version = Version()
    keys = ("id", "version")


class OfPlaceOut(Kept):
    """About one place: an area, or an authority that is in none."""

    place = serializers.CharField(help_text="What it is called")
    area = serializers.CharField(allow_null=True)
    authority = serializers.CharField(allow_null=True)


class HubOut(Kept):
    """A regional hub; without a day on which it closed it is open."""

    region = serializers.CharField()
    name = serializers.CharField()
    host = serializers.CharField()
    contact = serializers.CharField(allow_blank=True)
    opened_on = Day()
    closed_on = Day(allow_null=True)
    example = {"id": 7, "version": 1, "region": "South West", "name": "Hub of the South West", "closed_on": None}


class HubIn(In):
    """A regional hub. A region has one open hub."""

    region = text_of(Hub, "region")
    name = text_of(Hub, "name")
    host = text_of(Hub, "host")
    contact = text_of(Hub, "contact")
    opened_on = Day()
    closed_on = _until("Null while it is open")
    example = {"region": "South West", "name": "Hub", "host": "Bristol City Council", "opened_on": "2011-07-01"}


class PairOut(OfPlaceOut):
    """Two places of which the first helps the second; without an end it goes on."""

    helper = serializers.CharField(help_text="The area that helps")
    from_on = Day()
    to_on = Day(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    example = {"id": 7, "version": 1, "helper": "swindon", "place": "Devon", "authority": "E10000008", "area": None}


class PairDatesIn(In):
    """How long two places are a pair, and what it is about."""

    from_on = Day()
    to_on = _until("Null while it goes on")
    note = text_of(BuddyPair, "note")
    example: ClassVar[Mapping[str, Any]] = {"to_on": "2012-03-31"}


class PairIn(PlaceIn, PairDatesIn):
    """A pair: an area of the first phase, and a place that is new."""

    helper = Named(_areas, key="slug", what="area")
    example = {"helper": "swindon", "authority": "E10000008", "from_on": "2011-09-01"}


class MemberOut(OfPlaceOut):
    """A place in a learning set, from the day on which it joined until that on which it left."""

    learning_set = serializers.IntegerField()
    from_on = Day()
    to_on = Day(allow_null=True)
    example = {"id": 7, "version": 1, "place": "Devon", "learning_set": 3, "from_on": "2011-09-01", "to_on": None}


class MemberDatesIn(In):
    """When a place joined and left."""

    from_on = Day()
    to_on = _until("Null while it is in the set")
    example: ClassVar[Mapping[str, Any]] = {"to_on": "2012-03-31"}


class MemberIn(PlaceIn, MemberDatesIn):
    """A place that joins a set."""

    example = {"area": "swindon", "from_on": "2011-09-01"}


class SessionOut(Kept):
    """A day on which a set met or will, and what was learned."""

    learning_set = serializers.IntegerField()
    on = Day()
    topic = serializers.CharField()
    notes = serializers.CharField(allow_blank=True)
    example = {"id": 7, "version": 1, "learning_set": 3, "on": "2011-10-04", "topic": "Working as one team"}


class SessionIn(In):
    """A session of a set."""

    on = Day()
    topic = text_of(LearningSession, "topic")
    notes = text_of(LearningSession, "notes")
    example = {"on": "2011-10-04", "topic": "Working as one team"}


class SetLine(Kept):
    """An action learning set in the list."""

    name = serializers.CharField()
    purpose = serializers.CharField()
    facilitator = serializers.CharField(allow_blank=True)
    ended_on = Day(allow_null=True)
    places = serializers.IntegerField(help_text="How many are in it today")
    met = serializers.IntegerField(help_text="How many of its sessions have been")
    example = {"id": 3, "version": 1, "name": "Pooling budgets", "places": 4, "met": 2}


class SetOut(Kept):
    """One set, with its places, those that left too, and its sessions."""

    name = serializers.CharField()
    purpose = serializers.CharField()
    facilitator = serializers.CharField(allow_blank=True)
    ended_on = Day(allow_null=True)
    members = MemberOut(many=True)
    sessions = SessionOut(many=True)
    example = {"id": 3, "version": 1, "name": "Pooling budgets", "members": [], "sessions": []}


class SetIn(In):
    """An action learning set."""

    name = text_of(LearningSet, "name")
    purpose = text_of(LearningSet, "purpose")
    facilitator = text_of(LearningSet, "facilitator")
    ended_on = _until("Null while it meets")
    example = {"name": "Pooling budgets", "purpose": "To learn from one another"}


class WorkshopLine(Kept):
    """A workshop in the list; without a region it is for all of England."""

    title = serializers.CharField()
    region = serializers.CharField(allow_blank=True)
    starts_at = Moment()
    ends_at = Moment()
    venue = serializers.CharField(allow_blank=True)
    run_by = serializers.CharField()
    capacity = serializers.IntegerField(allow_null=True, help_text="Null where nobody said how many there is room for")
    about = serializers.CharField(allow_blank=True)
    cancelled = serializers.BooleanField()
    coming = serializers.IntegerField(help_text="How many people said that they come")
    example = {"id": 7, "version": 1, "title": "Families first", "starts_at": "2011-10-05T09:00:00Z", "coming": 12}


class FromOut(Out):
    """How many people of one authority come, attended, and did not; of the others nothing is recorded."""

    authority = serializers.CharField()
    coming = serializers.IntegerField()
    attended = serializers.IntegerField()
    absent = serializers.IntegerField()
    keys = ("authority",)


class PersonOut(Out):
    """Somebody on the list. Null: they never said, or nothing is recorded, which is not "no"."""

    id = serializers.IntegerField()
    authority = serializers.CharField()
    name = serializers.CharField()
    comes = serializers.BooleanField(allow_null=True)
    attended = serializers.BooleanField(allow_null=True)
    keys = ("id",)


class WorkshopOut(WorkshopLine):
    """One workshop: from which authorities people come, and the names of those who are the reader's to know."""

    attended = serializers.IntegerField()
    places_left = serializers.IntegerField(allow_null=True)
    authorities = FromOut(many=True)
    people = PersonOut(many=True, help_text="Of your own authorities; of all for the secretariat")


class WorkshopIn(In):
    """A workshop. A time without an offset is London's."""

    title = text_of(Workshop, "title")
    region = text_of(Workshop, "region")
    starts_at = Moment()
    ends_at = Moment()
    venue = text_of(Workshop, "venue")
    run_by = text_of(Workshop, "run_by")
    capacity = Whole(min_value=1, max_value=MOST_PLACES, allow_null=True, required=False, default=None)
    about = text_of(Workshop, "about")
    example = {
        "title": "Families first",
        "starts_at": "2011-10-05T10:00:00",
        "ends_at": "2011-10-05T15:00:00",
        "run_by": "LG Group and DCLG",
    }


class WorkshopChangeIn(WorkshopIn):
    """The same, which may be cancelled."""

    cancelled = Flag(required=False)
    example = {"cancelled": True}


class ComeIn(In):
    """Somebody who comes from an authority for which you speak."""

    authority = Named(spoken_for_by, key="gss_code", what="authority")
    name = Text(max_length=120, lines=False)
    example = {"authority": "E10000008", "name": "Jo Example"}


class AttendedIn(Part):
    """Whether somebody on the list attended; null leaves it open."""

    id = Whole(min_value=1, max_value=10**18)
    attended = Flag(allow_null=True)


class AttendanceIn(In):
    """Who attended. Who is left out stays as recorded."""

    people = AttendedIn(many=True, allow_empty=False, max_length=MOST_PLACES)
    example = {"people": [{"id": 7, "attended": True}, {"id": 8, "attended": None}]}


class AttendanceOut(Out):
    """Everybody on the list of a workshop, and how often it was recorded who attended."""

    version = Version()
    people = PersonOut(many=True)
    keys = ("version", "people")
    example = {
        "version": 2,
        "people": [{"id": 7, "authority": "E10000008", "name": "Jo Example", "comes": True, "attended": None}],
    }
