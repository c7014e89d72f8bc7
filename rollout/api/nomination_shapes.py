"""What the API gives out of nominations."""

from __future__ import annotations

from rest_framework import serializers

from cbtracker.rest.shapes import Moment, Out, Version
from rollout.models import Nomination, SignOff
from rollout.nomination_pages import Focus, Page, Sector
from rollout.nomination_tasks import Sign


class NominationContactOut(Out):
    """Somebody whom we can ask. How to reach them is not shown to partners."""

    name = serializers.CharField()
    job_title = serializers.CharField(allow_blank=True)
    email = serializers.CharField(required=False)
    phone = serializers.CharField(required=False, allow_blank=True)
    keys = ("name",)


class WhoOut(Out):
    """Who nominates."""

    authorities = serializers.ListField(child=serializers.CharField())
    name = serializers.CharField(allow_blank=True)
    contacts = NominationContactOut(many=True)
    keys = ("authorities", "name", "contacts")


class FocusOut(Out):
    """What the Community Budget is to be about."""

    focus = serializers.ChoiceField(choices=Focus.choices)
    detail = serializers.CharField(allow_blank=True)
    keys = ("focus", "detail")


class PaceOut(Out):
    """When the place wants to start."""

    wanted_start = serializers.DateField(allow_null=True)
    budget_cycle = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True)
    keys = ("wanted_start", "budget_cycle", "detail")


class NominationPartnersOut(Out):
    """Who takes part."""

    sectors = serializers.ListField(child=serializers.ChoiceField(choices=Sector.choices))
    detail = serializers.CharField(allow_blank=True)
    keys = ("sectors", "detail")


class WishesOut(Out):
    """What the place wants of the offer: keys of its elements."""

    elements = serializers.ListField(child=serializers.CharField())
    detail = serializers.CharField(allow_blank=True)
    keys = ("elements", "detail")


class BarrierOut(Out):
    """A barrier that the place sees; departments by abbreviation."""

    issue = serializers.CharField()
    detail = serializers.CharField(allow_blank=True)
    departments = serializers.ListField(child=serializers.CharField())
    keys = ("issue", "detail", "departments")


class BarriersOut(Out):
    """The barriers; an empty list says that there is none so far."""

    barriers = BarrierOut(many=True)
    keys = ("barriers",)


class NominationAnswersOut(Out):
    """The answers to the six pages of questions; null for a page that was not answered yet."""

    who = WhoOut(allow_null=True)
    focus = FocusOut(allow_null=True)
    pace = PaceOut(allow_null=True)
    partners = NominationPartnersOut(allow_null=True)
    offer = WishesOut(allow_null=True)
    barriers = BarriersOut(allow_null=True)
    keys = tuple(Page.values)


class SignOffOut(Out):
    """Where the sign-off of an authority stands, and who was asked last.

    The second person signs, or asks for a change, through the link in their email: they have no account, so there is
    no operation for it. What they want changed is for their own authorities' officers.
    """

    state = serializers.ChoiceField(choices=[(one.name.lower(), one.value) for one in Sign])
    full_name = serializers.CharField(allow_blank=True)
    post = serializers.ChoiceField(choices=SignOff.Post.choices, allow_blank=True)
    asked_at = Moment(allow_null=True)
    expires_at = Moment(allow_null=True)
    signed_at = Moment(allow_null=True)
    sent_back_at = Moment(allow_null=True)
    comment = serializers.CharField(allow_null=True)
    keys = ("state",)


class NominationMemberOut(Out):
    """An authority that takes part. Who signs for it (`sign_off`) is null for those who are not shown it."""

    authority = serializers.CharField()
    name = serializers.CharField()
    locality_lead = serializers.CharField(allow_null=True)
    sign_off = SignOffOut(allow_null=True)
    keys = ("authority", "name")


class NominationLine(Out):
    """A nomination in a list."""

    id = serializers.IntegerField()
    reference = serializers.CharField()
    place = serializers.CharField()
    authorities = serializers.ListField(child=serializers.CharField())
    state = serializers.ChoiceField(choices=Nomination.State.choices)
    wanted_start = serializers.DateField(allow_null=True)
    started_at = Moment()
    submitted_at = Moment(allow_null=True)
    acknowledged_at = Moment(allow_null=True)
    withdrawn_at = Moment(allow_null=True)
    version = Version()
    keys = ("id",)
    example = {
        "id": 7,
        "reference": "N-0007",
        "place": "Kent",
        "authorities": ["E10000016"],
        "state": "draft",
        "wanted_start": "2012-04-01",
        "started_at": "2011-07-04T09:00:00Z",
        "submitted_at": None,
        "version": 3,
    }


class NominationOut(Out):
    """A place's own declaration that it wants to start. Nothing scores, ranks or rejects it."""

    id = serializers.IntegerField()
    reference = serializers.CharField()
    version = Version()
    place = serializers.CharField()
    state = serializers.ChoiceField(choices=Nomination.State.choices)
    lead_authority = serializers.CharField()
    members = NominationMemberOut(many=True)
    answers = NominationAnswersOut()
    missing = serializers.ListField(child=serializers.ChoiceField(choices=Page.choices))
    area = serializers.CharField(allow_null=True)
    requests = serializers.ListField(child=serializers.CharField())
    started_at = Moment()
    started_by = serializers.CharField()
    changed_at = Moment(allow_null=True)
    changed_by = serializers.CharField(allow_null=True)
    submitted_at = Moment(allow_null=True)
    submitted_by = serializers.CharField(allow_null=True)
    acknowledged_at = Moment(allow_null=True)
    acknowledgement = serializers.CharField(allow_null=True)
    withdrawn_at = Moment(allow_null=True)
    withdrawn_by = serializers.CharField(allow_null=True)
    withdrawal = serializers.CharField(allow_null=True)
    keys = ("id", "version")
    example = {
        "id": 7,
        "reference": "N-0007",
        "version": 3,
        "place": "Kent",
        "state": "draft",
        "lead_authority": "E10000016",
        "missing": ["offer", "barriers"],
        "area": None,
        "requests": [],
        "started_at": "2011-07-04T09:00:00Z",
    }


class NominationEventOut(Out):
    """Something that happened to a nomination. `words` are blank where there are none that you may read."""

    at = Moment()
    title = serializers.CharField()
    by = serializers.CharField(allow_blank=True)
    words = serializers.CharField(allow_blank=True)
    keys = ("at", "title")
    example = {"at": "2011-07-18T09:00:00Z", "title": "Submitted", "by": "Jo Clerk", "words": ""}


class LikelyFreedomOut(Out):
    """A freedom that any area can use already, and the number of the barrier that it is like."""

    barrier = serializers.IntegerField()
    issue = serializers.CharField()
    text = serializers.CharField()
    areas = serializers.CharField(allow_blank=True)
    departments = serializers.CharField(allow_blank=True)
    keys = ("barrier", "issue", "text")
    example = {
        "barrier": 1,
        "issue": "Share data on families between agencies",
        "text": "The gateway that the police use is open to every area.",
        "areas": "Greater Manchester",
        "departments": "HO",
    }
