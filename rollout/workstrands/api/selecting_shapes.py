"""Assessors, judgements, decisions and selected places, as the API takes them in and gives them out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from areas.api.shapes import AuthorityOut
from areas.models import Authority
from areas.people.selectors import people_of
from cbtracker.rest.shapes import Day, Expandable, In, Named, NamedMany, Out, Version, choice_of, text_of
from rollout.workstrands.models import Assessor, Criterion, Judgement, OutlineDecision, StrandPlace
from rollout.workstrands.services.assessors import ASSESSING_ROLES


def people_who_assess(user: Any) -> Any:
    """Those who can be named; only the secretariat is asked for them."""
    return people_of(ASSESSING_ROLES)


def authorities(user: Any) -> Any:
    """Those that `user` may know of."""
    return Authority.objects.visible_to(user)


def criteria(user: Any) -> Any:
    """Those that `user` may know of."""
    return Criterion.objects.visible_to(user)


class AssessorOut(Out):
    """Somebody who judges outline proposals of a workstrand, and what they declared."""

    id = serializers.IntegerField()
    version = Version()
    workstrand = serializers.IntegerField(source="strand_id")
    name = serializers.CharField(source="user.full_name")
    body = serializers.ChoiceField(choices=Assessor.Body.choices)
    organisation = serializers.CharField()
    declaration = serializers.CharField(help_text="Blank until they declared their interests")
    declared_on = Day(allow_null=True)
    recused_from = Expandable(AuthorityOut, key="gss_code", many=True)
    stood_down_on = Day(allow_null=True)
    keys = ("id", "version")
    example = {"id": 7, "version": 1, "workstrand": 3, "name": "Vera Example", "body": "vcs", "declared_on": None}


class AssessorIn(In):
    """Whom an assessor speaks for."""

    body = choice_of(Assessor, "body")
    organisation = text_of(Assessor, "organisation")
    example = {"body": "vcs", "organisation": "A charity for neighbourhoods"}


class NewAssessorIn(AssessorIn):
    """Somebody to be named."""

    user = Named(people_who_assess, key="email", what="person")
    example = {"user": "vera@example.org", "body": "vcs", "organisation": "A charity for neighbourhoods"}


class DeclarationIn(In):
    """Interests, and whose outline proposals are not judged. All of it is said anew."""

    declaration = text_of(Assessor, "declaration", required=True, allow_blank=False)
    declared_on = Day()
    recused_from = NamedMany(authorities, key="gss_code", what="authority", required=False, default=list)
    example = {"declaration": "None", "declared_on": "2011-09-01", "recused_from": []}


class StandingDownIn(In):
    """When an assessor stands down."""

    stood_down_on = Day()
    example = {"stood_down_on": "2011-10-01"}


class JudgementOut(Out):
    """What an assessor says of an outline proposal by one criterion, in words."""

    id = serializers.IntegerField()
    version = Version()
    outline = serializers.IntegerField(source="outline_id")
    criterion = serializers.CharField(source="criterion.key")
    assessor = serializers.CharField(source="assessor.user.full_name")
    body = serializers.ChoiceField(choices=Assessor.Body.choices, source="assessor.body")
    verdict = serializers.ChoiceField(choices=Judgement.Verdict.choices)
    reason = serializers.CharField()
    keys = ("id", "version")
    example = {
        "id": 7,
        "version": 1,
        "outline": 3,
        "criterion": "boundary",
        "verdict": "meets",
        "reason": "It is clear",
    }


class JudgementIn(In):
    """A judgement in words, and why."""

    verdict = choice_of(Judgement, "verdict")
    reason = text_of(Judgement, "reason")
    example = {"verdict": "meets", "reason": "The map is drawn, and nobody disputes it"}


class NewJudgementIn(JudgementIn):
    """A judgement by one criterion."""

    criterion = Named(criteria, key="key", what="criterion")
    example = {"criterion": "boundary", "verdict": "meets", "reason": "The map is drawn, and nobody disputes it"}


class MissingJudgementsOut(Out):
    """What is missing before an outline proposal can be selected, in words; nothing where it can."""

    outline = serializers.IntegerField()
    missing = serializers.ListField(child=serializers.CharField())
    keys = ("outline", "missing")
    example = {"outline": 3, "missing": ["No assessor has judged “A clear boundary”"]}


class OutlineOutcomeOut(Out):
    """What became of an outline proposal, and why. `place` is the slug of the place that was selected by it."""

    version = Version()
    outline = serializers.IntegerField(source="outline_id")
    outcome = serializers.ChoiceField(choices=OutlineDecision.Outcome.choices)
    reason = serializers.CharField()
    decided_on = Day()
    place = serializers.SerializerMethodField()
    keys = ("version", "outline")
    example = {"version": 1, "outline": 3, "outcome": "not_selected", "reason": "Others were further on", "place": None}

    def get_place(self, row: OutlineDecision) -> str | None:
        """The slug."""
        places = StrandPlace.objects.filter(outline=row.outline_id).order_by("-selected_on", "-pk")
        return places.values_list("slug", flat=True).first()


class OutlineDecisionIn(In):
    """A decision; one that was not selected can be selected later, in the place of one that ended."""

    outcome = choice_of(OutlineDecision, "outcome")
    reason = text_of(OutlineDecision, "reason")
    decided_on = Day()
    example = {"outcome": "not_selected", "reason": "Others were further on", "decided_on": "2011-10-01"}


class CorrectedDecisionIn(In):
    """The reason in better words."""

    reason = text_of(OutlineDecision, "reason")
    example = {"reason": "Others were ready to begin at once"}


class StrandPlaceOut(Out):
    """A selected place. While `ended_on` is null it holds one of the two slots of its workstrand."""

    slug = serializers.CharField()
    version = Version()
    workstrand = serializers.IntegerField(source="strand_id")
    slot = serializers.IntegerField()
    name = serializers.CharField()
    authority = serializers.CharField(source="authority.gss_code")
    neighbourhood = serializers.CharField(source="neighbourhood.slug", allow_null=True, default=None)
    selected_on = Day()
    reason = serializers.CharField()
    ended_on = Day(allow_null=True)
    ended_reason = serializers.CharField()
    replaces = serializers.CharField(source="replaces.slug", allow_null=True, default=None)
    keys = ("slug", "version")
    example = {"slug": "essex", "version": 1, "workstrand": 4, "slot": 1, "name": "Essex", "ended_on": None}


class EndedPlaceIn(In):
    """Since when a place no longer takes part, and why."""

    ended_on = Day()
    ended_reason = text_of(StrandPlace, "ended_reason", required=True, allow_blank=False)
    example = {"ended_on": "2012-01-31", "ended_reason": "The council decided to stop"}
