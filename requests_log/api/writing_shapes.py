"""What the API takes in to raise requests and to change them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from rest_framework import serializers

from areas.models import Area, Authority, Department
from cbtracker.rest.shapes import Day, In, Named, NamedMany, Text, choice_of, text_of
from requests_log.models import (
    PROGRAMME_WIDE,
    AreaScope,
    DepartmentScope,
    Freedom,
    LoggedRequest,
    Position,
    Timescale,
    Workstream,
)
from requests_log.services.raising import NAMES_ANY_AREA
from requests_log.services.triage import REASON_LENGTH

MOST_AREAS = 200
NOT_FOR_MANY = "Choose “named” or “named_and_others”, with a place of your own."
NOT_ITS_TIMESCALE = "A workstream goes with the timescale “workstream” only."


def _departments(_user: Any) -> models.QuerySet[Department]:
    return Department.objects.all()


def reason(**options: Any) -> Text:
    """Why something is done."""
    return Text(max_length=REASON_LENGTH, **options)


def departments(**options: Any) -> NamedMany:
    """Departments, the lead first."""
    return NamedMany(_departments, key="abbreviation", what="department", required=False, **options)


def department(**options: Any) -> Named:
    """One department."""
    return Named(_departments, key="abbreviation", what="department", required=False, allow_null=True, **options)


def workstream() -> Named:
    """A workstream that the person may know of."""
    return Named(Workstream.objects.visible_to, key="slug", what="workstream", required=False, allow_null=True)


def request(**options: Any) -> Named:
    """A request that the person may know of."""
    return Named(LoggedRequest.objects.visible_to, key="reference", what="request", **options)


class PlaceIn(In):
    """An area that a request is for, by its slug; with the GSS code of the member authority where one raises it."""

    area = text_of(Area, "slug", lines=False)
    authority = text_of(Authority, "gss_code", lines=False, required=False, allow_blank=True, default="")
    example = {"area": "greater-manchester", "authority": "E08000003"}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The place; whole, also in a PATCH, in which the fields of the body itself may be left out."""
        found = super().to_internal_value(data)
        if "area" not in found:
            raise serializers.ValidationError({"area": [self.fields["area"].error_messages["required"]]})
        return {"authority": "", **found}


def places_in(**options: Any) -> Any:
    """The areas of a request."""
    return PlaceIn(many=True, required=False, max_length=MOST_AREAS, **options)


class RaiseIn(In):
    """A request of Whitehall. Departments may be left to the secretariat."""

    issue = text_of(LoggedRequest, "issue")
    detail = text_of(LoggedRequest, "detail")
    kind = choice_of(LoggedRequest, "kind")
    scope = serializers.ChoiceField(choices=AreaScope.choices, required=False, default=AreaScope.NAMED.value)
    areas = places_in(default=list)
    departments = departments(default=list)
    lead = department(default=None)
    example = {
        "issue": "Let one assessment of a family count for every agency",
        "detail": "Three agencies ask the same family the same questions.",
        "kind": "flexibility",
        "areas": [{"area": "greater-manchester", "authority": "E08000003"}],
        "departments": ["DfE", "DWP"],
    }

    def validate_scope(self, scope: str) -> str:
        """Not many or all areas, for those who speak for their own places."""
        if scope in PROGRAMME_WIDE and self.context["request"].user.role not in NAMES_ANY_AREA:
            raise serializers.ValidationError(NOT_FOR_MANY)
        return scope

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """A lead is one of the departments."""
        if said["lead"] is not None and said["lead"] not in said["departments"]:
            raise serializers.ValidationError({"lead": "The lead must be one of the departments of the request."})
        return said


def through(said: Mapping[str, Any]) -> dict[str, Any]:
    """`said`, in which a workstream brings its timescale. Raises serializers.ValidationError for another timescale."""
    if said.get("workstream") is None:
        return dict(said)
    if said.get("timescale", Timescale.WORKSTREAM) != Timescale.WORKSTREAM:
        raise serializers.ValidationError({"workstream": NOT_ITS_TIMESCALE})
    return {**said, "timescale": Timescale.WORKSTREAM.value}


class TriageIn(In):
    """What is decided about a request. What is left out stays as it is."""

    issue = text_of(LoggedRequest, "issue")
    detail = text_of(LoggedRequest, "detail")
    kind = choice_of(LoggedRequest, "kind")
    nature = choice_of(LoggedRequest, "nature")
    theme = text_of(LoggedRequest, "theme")
    scope = serializers.ChoiceField(choices=AreaScope.choices)
    areas = places_in()
    department_scope = serializers.ChoiceField(choices=DepartmentScope.choices)
    departments = departments()
    lead = department(help_text="null: the first department named")
    timescale = choice_of(LoggedRequest, "timescale")
    due_on = Day(required=False, allow_null=True)
    workstream = workstream()
    attention = choice_of(LoggedRequest, "attention")
    attention_reason = text_of(LoggedRequest, "attention_reason")
    contact = text_of(LoggedRequest, "contact")
    reason = reason(required=False, allow_blank=True, help_text="Needed when the due date moves to a later day")
    example = {
        "departments": ["DfE", "DWP"],
        "timescale": "by_date",
        "due_on": "2011-04-30",
        "attention": "director",
        "attention_reason": "Two departments have to agree",
        "reason": "The lawyers need until Easter",
    }

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """A workstream brings its timescale."""
        return through(said)


class OutcomeIn(In):
    """How a request ended. `freedom`: what any area can do because of it; every area can find it."""

    outcome = choice_of(LoggedRequest, "outcome", required=True)
    text = text_of(LoggedRequest, "outcome_text", required=True)
    freedom = text_of(Freedom, "text", required=False, allow_blank=True, default="")
    example = {
        "outcome": "agreed",
        "text": "One assessment is enough from May.",
        "freedom": "Any area may let one assessment count for every agency.",
    }


class FreedomIn(In):
    """What any area may do."""

    text = text_of(Freedom, "text")
    example = {"text": "Any area may let one assessment count for every agency."}


class ReopeningIn(In):
    """Why a request is opened again, and when it is to be resolved."""

    reason = reason()
    timescale = choice_of(LoggedRequest, "timescale", required=True)
    example = {"reason": "The form that was agreed is not taken by two agencies.", "timescale": "after_april"}


class WithdrawalIn(In):
    """Why a request is taken back."""

    reason = reason()
    example = {"reason": "The area has found another way."}


class DuplicateIn(In):
    """Which request asks the same."""

    of = request()
    reason = reason(required=False, allow_blank=True, default="")
    example = {"of": "CB-0002", "reason": "Both ask for one assessment."}


class ReplyIn(In):
    """What an area says back."""

    text = text_of(Position, "text", required=True)
    example = {"text": "We can send the forms that we use now."}


class NextStepIn(In):
    """What a locality lead, or the secretariat, will do next for the place."""

    next_step = text_of(Position, "next_step", required=True)
    owner = text_of(Position, "next_step_owner")
    on = Day(required=False, allow_null=True, default=None)
    example = {"next_step": "Bring both agencies to one table", "owner": "Ann Example", "on": "2011-04-15"}
