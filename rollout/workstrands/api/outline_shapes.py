"""Workstrands, prospectuses, earlier areas and outline proposals, as the API takes them in and gives them out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from areas.models import Authority
from cbtracker.rest.shapes import Day, Flag, In, Moment, Named, Numbered, Out, Part, Text, Version, choice_of, text_of
from rollout.models.sign_offs import EMAIL_LENGTH
from rollout.sign_states import Sign
from rollout.workstrands.models import (
    Criterion,
    EarlierArea,
    OutlineDecision,
    OutlineProposal,
    OutlineSignOff,
    Prospectus,
    Workstrand,
)
from rollout.workstrands.models.outlines import ANSWER_LENGTH
from rollout.workstrands.selectors.outlines import own_authorities
from rollout.workstrands.windows import Window


class StrandCriterionOut(Out):
    """What outline proposals answer and are judged by."""

    key = serializers.CharField()
    about = serializers.ChoiceField(choices=Criterion.About.choices)
    title = serializers.CharField()
    question = serializers.CharField()
    hint = serializers.CharField(allow_blank=True)
    essential = serializers.BooleanField()
    source = serializers.CharField()
    keys = ("key",)


class SelectedPlaceOut(Out):
    """A place that was selected."""

    slug = serializers.CharField()
    name = serializers.CharField()
    authority = serializers.CharField(source="authority.gss_code")
    slot = serializers.IntegerField()
    selected_on = Day()
    ended_on = Day(allow_null=True)
    keys = ("slug",)


class ProspectusOut(Out):
    """What invites places, from a day until another."""

    version = Version()
    text = serializers.CharField()
    opens_on = Day()
    closes_on = Day()
    earlier_areas = serializers.BooleanField()
    new_areas = serializers.BooleanField()
    published_at = Moment(allow_null=True)
    keys = ("version",)
    example = {"version": 1, "text": "Come forward", "opens_on": "2011-07-01", "closes_on": "2011-09-30"}


class ProspectusIn(In):
    """A prospectus. Earlier areas may be asked, and new ones left out, in the neighbourhood workstrand alone."""

    text = text_of(Prospectus, "text")
    opens_on = Day()
    closes_on = Day()
    earlier_areas = Flag(required=False)
    new_areas = Flag(required=False)
    example = {"text": "Come forward", "opens_on": "2011-07-01", "closes_on": "2011-09-30"}


class WorkstrandOut(Out):
    """A workstrand; `window` says whether outline proposals can be sent."""

    number = serializers.IntegerField()
    slug = serializers.CharField()
    name = serializers.CharField()
    objective = serializers.CharField()
    product = serializers.CharField()
    source = serializers.CharField()
    window = serializers.ChoiceField(choices=[(one.name.lower(), one.value) for one in Window])
    criteria = StrandCriterionOut(many=True)
    places = SelectedPlaceOut(many=True)
    keys = ("number", "slug")
    example = {"number": 4, "slug": "places", "name": "A single budget for a place", "window": "open"}


class EarlierAreaOut(Out):
    """One of the 13 earlier areas, as far as it is known, numbered from 1 to 13."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    version = Version()
    name = serializers.CharField(allow_blank=True)
    authority = serializers.CharField(source="authority.gss_code", allow_null=True, default=None)
    led_by = serializers.ChoiceField(choices=EarlierArea.LedBy.choices, allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    source = serializers.CharField(allow_blank=True)
    keys = ("id", "version")
    example = {"id": 1, "number": 1, "version": 2, "name": "A town", "authority": None, "led_by": "authority"}


class EarlierAreaIn(In):
    """What is known of one of them; blank what is not."""

    name = text_of(EarlierArea, "name", lines=False)
    authority = Named(Authority.objects.visible_to, key="gss_code", what="authority", required=False, allow_null=True)
    led_by = choice_of(EarlierArea, "led_by")
    note = text_of(EarlierArea, "note")
    source = text_of(EarlierArea, "source", lines=False)
    example = {"name": "A town", "led_by": "authority", "source": "A conversation"}


class OutlineAnswerOut(Out):
    """What it says to a criterion, by the key of the criterion."""

    criterion = serializers.CharField()
    text = serializers.CharField()
    keys = ("criterion",)


class OutlineSideOut(Out):
    """Where the sign-off for a side stands. They sign by the link in their email: no operation does."""

    side = serializers.ChoiceField(choices=OutlineSignOff.Side.choices)
    party = serializers.CharField()
    state = serializers.ChoiceField(choices=[(one.name.lower(), one.value) for one in Sign])
    full_name = serializers.CharField(allow_blank=True)
    signed_at = Moment(allow_null=True)
    comment = serializers.CharField(allow_null=True)
    keys = ("side",)


class OutlineDecisionOut(Out):
    """What became of it."""

    outcome = serializers.ChoiceField(choices=OutlineDecision.Outcome.choices)
    reason = serializers.CharField()
    decided_on = Day()
    keys = ("outcome",)


class OutlineLine(Out):
    """An outline proposal in a list."""

    id = serializers.IntegerField()
    reference = serializers.CharField()
    strand = serializers.CharField(source="strand.slug")
    place = serializers.CharField(source="place_name")
    authority = serializers.CharField(source="authority.gss_code")
    state = serializers.ChoiceField(choices=OutlineProposal.State.choices)
    started_at = Moment()
    submitted_at = Moment(allow_null=True)
    withdrawn_at = Moment(allow_null=True)
    version = Version()
    keys = ("id",)
    example = {"id": 7, "reference": "O-0007", "strand": "places", "place": "Essex", "state": "draft", "version": 2}


class OutlineOut(Out):
    """An outline proposal. `sign_offs`, `decision` and how to reach the contact are null where you may not see them."""

    id = serializers.IntegerField()
    version = Version()
    reference = serializers.CharField()
    strand = serializers.CharField()
    place = serializers.CharField()
    authority = serializers.CharField()
    state = serializers.ChoiceField(choices=OutlineProposal.State.choices)
    neighbourhood_name = serializers.CharField(allow_blank=True)
    boundary = serializers.CharField(allow_blank=True)
    organisation = serializers.CharField(allow_blank=True)
    earlier_area = serializers.IntegerField(allow_null=True)
    taking_forward = serializers.CharField(allow_blank=True)
    contact_name = serializers.CharField(allow_blank=True)
    contact_email = serializers.CharField(allow_null=True)
    contact_phone = serializers.CharField(allow_null=True)
    answers = OutlineAnswerOut(many=True)
    missing = serializers.ListField(child=serializers.CharField())
    sign_offs = OutlineSideOut(many=True, allow_null=True)
    decision = OutlineDecisionOut(allow_null=True)
    started_at = Moment()
    submitted_at = Moment(allow_null=True)
    withdrawn_at = Moment(allow_null=True)
    withdrawal = serializers.CharField(allow_null=True)
    keys = ("id", "version")
    example = {"id": 7, "version": 2, "reference": "O-0007", "strand": "places", "place": "Essex", "state": "draft"}


def _own(user: Any) -> Any:
    return Authority.objects.filter(pk__in=[one.pk for one in own_authorities(user)])


class OutlineStartIn(In):
    """For which workstrand and authority of your own; in the neighbourhood workstrand for which neighbourhood."""

    strand = Named(Workstrand.objects.visible_to, key="slug", what="workstrand")
    authority = Named(_own, key="gss_code", what="authority of your own")
    neighbourhood_name = Text(max_length=100, lines=False, allow_blank=True, required=False)
    example = {"strand": "places", "authority": "E10000012"}


class OutlineAnswerIn(Part):
    """An answer; a blank text takes it back."""

    criterion = Text(lines=False, max_length=40)
    text = Text(max_length=ANSWER_LENGTH, allow_blank=True)


class OutlineIn(In):
    """Some of what it says. Answers to criteria that are not named stay."""

    neighbourhood_name = text_of(OutlineProposal, "neighbourhood_name", lines=False)
    boundary = text_of(OutlineProposal, "boundary")
    organisation = text_of(OutlineProposal, "organisation", lines=False)
    earlier_area = Numbered(EarlierArea.objects.visible_to, what="earlier area", required=False, allow_null=True)
    taking_forward = text_of(OutlineProposal, "taking_forward")
    contact_name = text_of(OutlineProposal, "contact_name", lines=False)
    contact_email = serializers.EmailField(max_length=EMAIL_LENGTH, allow_blank=True, required=False)
    contact_phone = text_of(OutlineProposal, "contact_phone", lines=False)
    answers = OutlineAnswerIn(many=True, required=False, max_length=20)
    example = {"taking_forward": "With one team", "answers": [{"criterion": "boundary", "text": "The county"}]}


class OutlineSignOffIn(In):
    """Who is to sign for a side; the post is `leader` or `chief_executive` for the authority, else in own words."""

    side = choice_of(OutlineSignOff, "side")
    full_name = text_of(OutlineSignOff, "full_name")
    post = text_of(OutlineSignOff, "post")
    email = serializers.EmailField(max_length=EMAIL_LENGTH)
    example = {"side": "authority", "full_name": "Robin Chief", "post": "leader", "email": "robin@example.org"}


class OutlineWithdrawalIn(In):
    """Why it is withdrawn."""

    reason = Text(max_length=2000)
    example = {"reason": "Our partners need more time"}
