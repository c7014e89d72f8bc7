"""Plans, their checklists, milestones, findings, decisions and agreed versions, as the API takes and gives them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from cbtracker.rest.shapes import Day, In, Moment, Numbered, Out, Text, Version, Whole, choice_of, text_of
from rollout.workstrands.api.analysis_shapes import PlanPartOut, team_of
from rollout.workstrands.models import (
    GovernmentDecision,
    Milestone,
    OperationalPlan,
    PlanFinding,
    PlanItem,
    PlanVersion,
)
from rollout.workstrands.models.checklists import LINK_LENGTH
from rollout.workstrands.models.plans import FIRST_YEAR, LAST_YEAR
from rollout.workstrands.models.strands import TEXT_LENGTH

RATE = "In hundredths of a per cent: 350 is 3.5% a year"


class PlanOut(Out):
    """The operational plan of a selected place. Testing it commits nobody to implementing it."""

    place = serializers.CharField(source="place.slug")
    name = serializers.CharField(source="place.name")
    strand = serializers.IntegerField(source="place.strand_id", help_text="3 or 4")
    version = Version()
    summary = serializers.CharField(allow_blank=True)
    first_year = serializers.IntegerField(help_text="The year in which the first financial year begins")
    last_year = serializers.IntegerField(help_text="The year in which the last financial year begins")
    discount_rate = serializers.IntegerField(help_text=RATE)
    discount_source = serializers.CharField(allow_blank=True)
    changed_at = Moment()
    keys = ("place", "version")
    example = {"place": "essex", "name": "Essex", "strand": 4, "version": 2, "first_year": 2012, "last_year": 2014}


class PlanIn(In):
    """What a plan says of itself."""

    summary = text_of(OperationalPlan, "summary")
    first_year = Whole(min_value=FIRST_YEAR, max_value=LAST_YEAR)
    last_year = Whole(min_value=FIRST_YEAR, max_value=LAST_YEAR)
    discount_rate = Whole(min_value=0, max_value=2000, help_text=RATE)
    discount_source = text_of(OperationalPlan, "discount_source")
    example = {
        "summary": "One budget for all public services",
        "first_year": 2012,
        "last_year": 2014,
        "discount_rate": 350,
        "discount_source": "HM Treasury, The Green Book",
    }


class PlanItemOut(PlanPartOut):
    """How far a plan has come with one letter of the paper's lists."""

    checklist = serializers.CharField(source="item.checklist")
    letter = serializers.CharField(source="item.letter")
    text = serializers.CharField(source="item.text")
    source = serializers.CharField(source="item.source")
    owner = serializers.IntegerField(source="owner_id", allow_null=True, help_text="A member of the joint team")
    state = serializers.CharField()
    due_on = Day(allow_null=True)
    evidence = serializers.CharField(allow_blank=True)
    evidence_link = serializers.CharField(allow_blank=True)
    example = {"id": 7, "version": 1, "checklist": "plan", "letter": "a", "state": "in_progress", "due_on": None}


class PlanItemIn(In):
    """What changes of an item. One that is done or not needed says what shows it, or why."""

    owner = Numbered(team_of, what="member of the joint team", required=False, allow_null=True)
    state = choice_of(PlanItem, "state")
    due_on = Day(required=False, allow_null=True)
    evidence = text_of(PlanItem, "evidence")
    evidence_link = Text(lines=False, max_length=LINK_LENGTH, required=False, allow_blank=True)
    example = {"state": "done", "evidence": "The map of 3 October 2011", "due_on": "2011-12-01"}


class ItemNoteOut(Out):
    """What somebody said of an item, and when; never changed."""

    id = serializers.IntegerField()
    text = serializers.CharField()
    by = serializers.CharField()
    at = Moment()
    keys = ("id",)
    example = {"id": 7, "text": "Half of it is mapped", "by": "Ann Example", "at": "2011-11-01T09:00:00Z"}


class ItemNoteIn(In):
    """A note."""

    text = Text(max_length=TEXT_LENGTH)
    example = {"text": "Half of it is mapped"}


class MilestoneMoveOut(Out):
    """That a day moved, and why."""

    from_on = Day()
    to_on = Day()
    reason = serializers.CharField()
    by = serializers.CharField()
    at = Moment()
    example = {"from_on": "2012-03-31", "to_on": "2012-04-30", "reason": "The figures came late"}


class MilestoneOut(PlanPartOut):
    """A day by which something is to be reached. `key` names those that the paper sets."""

    key = serializers.CharField(allow_blank=True)
    title = serializers.CharField()
    first_due_on = Day()
    due_on = Day()
    met_on = Day(allow_null=True)
    after = serializers.IntegerField(source="after_id", allow_null=True, help_text="The milestone that it comes after")
    source = serializers.CharField(allow_blank=True)
    moves = MilestoneMoveOut(many=True, source="slips.all")
    example = {"id": 7, "version": 1, "key": "plan", "title": "Operational plan developed", "due_on": "2012-03-31"}


def milestones_of(user: Any) -> Any:
    """Milestones of plans that `user` may read."""
    return Milestone.objects.visible_to(user)


class MilestoneIn(In):
    """A milestone; who moves its day says why in `reason`."""

    title = text_of(Milestone, "title")
    due_on = Day()
    reason = Text(max_length=TEXT_LENGTH, required=False, allow_blank=True)
    after = Numbered(milestones_of, what="milestone", required=False, allow_null=True)
    met_on = Day(required=False, allow_null=True)
    example = {"title": "Shadow budget mapped", "due_on": "2012-01-31"}


class PlanFindingOut(PlanPartOut):
    """What testing found; that the approach is unworkable is a result too."""

    kind = serializers.CharField()
    text = serializers.CharField()
    found_on = Day()
    example = {"id": 7, "version": 1, "kind": "unworkable", "text": "Funds cannot be moved", "found_on": "2012-03-01"}


class PlanFindingIn(In):
    """A finding."""

    kind = choice_of(PlanFinding, "kind")
    text = text_of(PlanFinding, "text")
    found_on = Day()
    example = {"kind": "merit", "text": "Two services became one", "found_on": "2012-03-01"}


class PlanDecisionOut(PlanPartOut):
    """Whether, and to what extent, Government agrees to what a plan proposes."""

    extent = serializers.CharField()
    text = serializers.CharField()
    decided_on = Day()
    decided_by = serializers.CharField()
    example = {"id": 7, "version": 1, "extent": "part", "text": "All but benefits", "decided_on": "2012-06-01"}


class PlanDecisionIn(In):
    """A decision."""

    extent = choice_of(GovernmentDecision, "extent")
    text = text_of(GovernmentDecision, "text")
    decided_on = Day()
    decided_by = text_of(GovernmentDecision, "decided_by")
    example = {"extent": "part", "text": "All but benefits", "decided_on": "2012-06-01", "decided_by": "Ministers"}


class PlanVersionOut(Out):
    """That a plan was agreed as it was; never changed."""

    number = serializers.IntegerField()
    agreed_on = Day()
    agreed_with = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    digest = serializers.CharField(help_text="SHA-256 of all that the plan said, as JSON with sorted names")
    frozen_at = Moment()
    frozen_by = serializers.CharField()
    keys = ("number",)
    example = {"number": 1, "agreed_on": "2012-03-30", "agreed_with": "The joint team", "digest": "0" * 64}


class PlanVersionDifferenceOut(Out):
    """How many parts of a kind a version has and the plan now, and how many only one of them has."""

    title = serializers.CharField()
    then = serializers.IntegerField()
    now = serializers.IntegerField()
    gone = serializers.IntegerField(help_text="Changed or gone since")
    new = serializers.IntegerField(help_text="Changed or new since")
    example = {"title": "Budget lines", "then": 120, "now": 122, "gone": 4, "new": 6}


class PlanVersionFullOut(PlanVersionOut):
    """An agreed version with what it said, as far as the reader may know of it, and what is different now."""

    data = serializers.JSONField()
    totals = serializers.JSONField()
    differences = PlanVersionDifferenceOut(many=True)
    example = {"number": 1, "agreed_on": "2012-03-30", "data": {"summary": "One budget"}, "differences": []}


class PlanVersionIn(In):
    """That the plan was agreed as it is. With `digest`, only if that is still what the plan says."""

    agreed_on = Day()
    agreed_with = text_of(PlanVersion, "agreed_with")
    note = text_of(PlanVersion, "note")
    digest = Text(lines=False, max_length=64, required=False)
    example = {"agreed_on": "2012-03-30", "agreed_with": "The joint team"}
