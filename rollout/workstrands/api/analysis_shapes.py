"""Outcomes, delivery chains, options and gaps, as the API takes them in and gives them out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from cbtracker.rest.shapes import Day, In, Numbered, Out, Version, text_of
from rollout.workstrands.models import PlanGap, TeamMember


def team_of(user: Any) -> Any:
    """People on the joint teams of plans that `user` may read."""
    return TeamMember.objects.visible_to(user)


class PlanPartOut(Out):
    """What parts of a plan share."""

    id = serializers.IntegerField()
    version = Version()
    keys = ("id", "version")


class GapOut(PlanPartOut):
    """What it takes to get from how something is to how the place wants it."""

    subject = serializers.CharField()
    as_is = serializers.CharField()
    to_be = serializers.CharField()
    required = serializers.CharField()
    owner = serializers.IntegerField(source="owner_id", allow_null=True, help_text="A member of the joint team")
    due_on = Day(allow_null=True)
    closed_on = Day(allow_null=True)
    example = {"id": 7, "version": 1, "subject": "Sharing data", "owner": None, "due_on": "2012-01-31"}


class GapIn(In):
    """A gap."""

    subject = text_of(PlanGap, "subject", lines=False)
    as_is = text_of(PlanGap, "as_is")
    to_be = text_of(PlanGap, "to_be")
    required = text_of(PlanGap, "required")
    owner = Numbered(team_of, what="member of the joint team", required=False, allow_null=True)
    due_on = Day(required=False, allow_null=True)
    closed_on = Day(required=False, allow_null=True)
    example = {
        "subject": "Sharing data",
        "as_is": "Each service keeps its own",
        "to_be": "One record that all of them read",
        "required": "An agreement that names purposes and people",
    }
