"""What the API takes in and gives out of changes to many requests at once."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from cbtracker.rest.shapes import Day, In, Moment, Out, Version, text_of
from requests_log.api.writing_shapes import department, departments, reason, through, workstream
from requests_log.bulk import MOST_AT_ONCE
from requests_log.models import Action, ChangeBatch, DepartmentScope, LoggedRequest, Timescale


class SeenIn(In):
    """A request, and the version of it that was seen: the number that is its ETag."""

    reference = text_of(LoggedRequest, "reference", lines=False)
    version = Version()
    example = {"reference": "CB-0001", "version": 3}


class BulkChangeIn(In):
    """What changes in all of the requests, and why. What is left out stays in each as it is."""

    requests = SeenIn(many=True, allow_empty=False, max_length=MOST_AT_ONCE)
    reason = reason(help_text="It is kept with every request that changes")
    timescale = serializers.ChoiceField(choices=Timescale.choices, required=False)
    workstream = workstream()
    due_on = Day(required=False)
    department_scope = serializers.ChoiceField(choices=DepartmentScope.choices, required=False)
    departments = departments()
    lead = department(help_text="null: the first department named")
    example = {
        "requests": [{"reference": "CB-0001", "version": 3}, {"reference": "CB-0002", "version": 7}],
        "reason": "The CB Group moved them after April",
        "timescale": "after_april",
    }

    def validate_requests(self, said: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Each once: of one named twice, which version was seen would not be known."""
        if len({one["reference"] for one in said}) < len(said):
            raise serializers.ValidationError("Name each request once.")
        return said

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """A workstream brings its timescale; none means that each keeps its own."""
        if said.get("workstream", "") is None:
            said.pop("workstream")
        return through(said)


class ReversalIn(In):
    """Why a change is reversed."""

    reason = reason()
    example = {"reason": "It was the wrong list"}


class BatchLine(Out):
    """A change of many requests at once: a bulk change, an import, or the reversal of one."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=ChangeBatch.Kind.choices)
    at = Moment()
    by = serializers.CharField()
    reason = serializers.CharField()
    file_name = serializers.CharField(allow_blank=True)
    created = serializers.IntegerField(help_text="How many requests it made")
    changed = serializers.IntegerField(help_text="How many requests it changed")
    reverses = serializers.IntegerField(allow_null=True, help_text="The change that it reverses")
    reversed_by = serializers.IntegerField(allow_null=True, help_text="The change that reversed it")
    keys = ("id",)
    example = {
        "id": 7,
        "kind": "bulk",
        "at": "2011-03-22T17:00:00Z",
        "by": "A Secretary",
        "reason": "The CB Group moved them after April",
        "created": 0,
        "changed": 2,
        "reverses": None,
        "reversed_by": None,
    }


class BatchOut(BatchLine):
    """A change of many requests at once, and why it cannot be reversed; empty: it can."""

    reversal_faults = serializers.ListField(child=serializers.CharField())
    keys = ("id",)
    example = {**BatchLine.example, "reversal_faults": []}


class BatchRequestOut(Out):
    """A request that a batch made or changed, the version that it got, and what was done."""

    reference = serializers.CharField()
    issue = serializers.CharField()
    version = Version()
    action = serializers.ChoiceField(choices=Action.choices)
    keys = ("reference",)
    example = {"reference": "CB-0001", "issue": "Let schools pool funding", "version": 4, "action": "changed"}
