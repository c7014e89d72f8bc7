"""What the API gives out and takes in of bodies, their members and their meetings."""

from __future__ import annotations

from django.utils import timezone
from rest_framework import serializers

from areas.people.selectors import people_of
from cbtracker.papers.forms.bodies import MOST_DAYS, READERS
from cbtracker.papers.models import Body, BodyMember, Meeting
from cbtracker.papers.models.choices import BodySight, PaperState
from cbtracker.rest.shapes import Day, In, Moment, Named, Out, Version, Whole, choice_of, text_of


class BodyLine(Out):
    """A body in a list, with its next meeting and your own part in it."""

    slug = serializers.CharField()
    name = serializers.CharField()
    purpose = serializers.CharField(allow_blank=True)
    next_meeting_at = Moment(allow_null=True, source="next_at")
    own_part = serializers.ChoiceField(choices=BodyMember.Part.choices, allow_null=True)
    keys = ("slug",)
    example = {"slug": "cb-group", "name": "CB Group", "next_meeting_at": "2011-03-24T10:00:00Z", "own_part": None}


class BodyOut(Out):
    """A body. What its papers hold, and when its drafts are made, is for those who may change it."""

    slug = serializers.CharField()
    name = serializers.CharField()
    purpose = serializers.CharField(allow_blank=True)
    sight = serializers.ChoiceField(choices=BodySight.choices, allow_null=True)
    draft_days = serializers.IntegerField(allow_null=True)
    version = Version()
    keys = ("slug", "version")
    example = {"slug": "cb-group", "name": "CB Group", "sight": "whitehall", "draft_days": 7, "version": 1}


class BodyIn(In):
    """What a body is for, what its papers hold, and how many days before a meeting its draft is made."""

    purpose = text_of(Body, "purpose")
    sight = choice_of(Body, "sight")
    draft_days = Whole(min_value=0, max_value=MOST_DAYS)
    example = {"purpose": "Senior officials who run the programme.", "draft_days": 7}


class MemberOut(Out):
    """A seat on a body. `to_on` is the first day on which it is no longer held."""

    id = serializers.IntegerField()
    name = serializers.CharField(source="user.full_name")
    job_title = serializers.CharField(source="user.job_title", allow_blank=True)
    part = serializers.ChoiceField(choices=BodyMember.Part.choices)
    from_on = Day()
    to_on = Day(allow_null=True)
    keys = ("id",)
    example = {"id": 7, "name": "Priya Shah", "part": "member", "from_on": "2011-01-10", "to_on": None}


class MemberIn(In):
    """A seat for somebody. The present chair's ends on the day on which a new chair's begins."""

    person = Named(lambda _user: people_of(READERS), key="email", what="person")
    part = choice_of(BodyMember, "part", required=False, default=BodyMember.Part.MEMBER)
    from_on = Day(required=False, default=timezone.localdate)
    example = {"person": "priya.shah@example.org", "part": "member", "from_on": "2011-01-10"}


class MemberEnd(In):
    """The first day without a seat: today, unless another is named."""

    to_on = Day(required=False, default=timezone.localdate)
    example = {"to_on": "2031-04-01"}


class MeetingPaperOut(Out):
    """A paper for a meeting."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=PaperState.choices)
    keys = ("id",)


class MeetingOut(Out):
    """A meeting, with its papers that you may know of and that no later issue replaces."""

    id = serializers.IntegerField()
    body = serializers.CharField(source="body.slug")
    starts_at = Moment()
    ends_at = Moment()
    place = serializers.CharField(allow_blank=True)
    cancelled_at = Moment(allow_null=True)
    papers = MeetingPaperOut(many=True, source="shown")
    version = Version()
    keys = ("id", "version")
    example = {
        "id": 7,
        "body": "cb-group",
        "starts_at": "2011-03-24T10:00:00Z",
        "ends_at": "2011-03-24T12:00:00Z",
        "place": "Eland House, London",
        "papers": [],
        "version": 1,
    }


class MeetingIn(In):
    """When and where a body meets."""

    starts_at = Moment()
    ends_at = Moment()
    place = text_of(Meeting, "place")
    example = {"starts_at": "2031-03-24T10:00:00Z", "ends_at": "2031-03-24T12:00:00Z", "place": "Eland House"}


class MeetingChange(MeetingIn):
    """Another time, place or body. One that has papers stays with its body."""

    body = Named(lambda user: Body.objects.visible_to(user), key="slug", what="body")
    example = {"place": "Eland House, London"}
