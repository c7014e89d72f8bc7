"""What the API gives out and takes in of requests."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from areas.models import Department
from cbtracker.rest.shapes import Day, Expandable, In, Moment, Named, Out, Part, Text, Version, choice_of, text_of
from requests_log.forms.positions import IS_LINK, MOST_DOCUMENTS
from requests_log.models import Position


class NamedAreaOut(Out):
    """An area that a request names; with the member authority where one member raised it."""

    slug = serializers.CharField()
    name = serializers.CharField()
    authority = serializers.CharField(allow_blank=True)
    keys = ("slug",)


class NamedDepartmentOut(Out):
    """A department that a request names."""

    abbreviation = serializers.CharField()
    name = serializers.CharField()
    keys = ("abbreviation",)


class DocumentShape(serializers.Serializer):
    """A document that a position cites; an imported one as it was printed."""

    title = serializers.CharField()
    issuer = serializers.CharField(allow_blank=True, default="")
    date = serializers.CharField(allow_blank=True, default="")
    recipients = serializers.CharField(allow_blank=True, default="")
    link = serializers.CharField(allow_blank=True, default="")


class CitedDocumentIn(Part):
    """A document that a position cites."""

    title = Text(lines=False, max_length=300)
    issuer = Text(lines=False, max_length=200, allow_blank=True, default="")
    date = Day(required=False, allow_null=True)
    recipients = Text(lines=False, max_length=300, allow_blank=True, default="")
    link = Text(lines=False, max_length=500, allow_blank=True, default="", validators=[IS_LINK])

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """As a position keeps it: blank where it has no date."""
        on = said.get("date")
        return {**said, "date": on.isoformat() if on else ""}


class StandingOut(Out):
    """A position that stands. `department` is blank where it is the whole request's."""

    department = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    audience = serializers.CharField()
    confidence = serializers.CharField(allow_blank=True)
    next_step = serializers.CharField(allow_blank=True)
    next_step_owner = serializers.CharField(allow_blank=True)
    next_step_on = serializers.CharField(allow_null=True)
    documents = DocumentShape(many=True)
    by = serializers.CharField(allow_blank=True)
    at = Moment()
    confirmed_at = Moment(allow_null=True)
    keys = ("department", "text", "at")


class SaidOut(Out):
    """Something said of a request, by whom and when: a freedom, a reply, an objection."""

    text = serializers.CharField()
    by = serializers.CharField(allow_blank=True, required=False)
    at = Moment(required=False)
    keys = ("text",)


class RequestOut(Out):
    """A request of Whitehall, as the reader may see it."""

    reference = serializers.CharField()
    version = Version()
    issue = serializers.CharField()
    detail = serializers.CharField(allow_blank=True)
    kind = serializers.CharField(allow_blank=True)
    nature = serializers.CharField(allow_blank=True)
    theme = serializers.CharField(allow_blank=True)
    scope = serializers.CharField(allow_blank=True)
    areas = Expandable(NamedAreaOut, key="slug", many=True)
    areas_label = serializers.CharField(allow_blank=True)
    department_scope = serializers.CharField()
    departments = Expandable(NamedDepartmentOut, key="abbreviation", many=True)
    departments_label = serializers.CharField(allow_blank=True)
    lead = serializers.CharField(allow_blank=True)
    status = serializers.CharField()
    timescale = serializers.CharField(allow_blank=True)
    due_on = serializers.CharField(allow_null=True)
    workstream = serializers.CharField(allow_null=True)
    attention = serializers.CharField(allow_blank=True)
    attention_since = serializers.CharField(allow_null=True)
    attention_reason = serializers.CharField(allow_blank=True)
    contact = serializers.CharField(allow_blank=True)
    positions = StandingOut(many=True)
    outcome = serializers.CharField(allow_blank=True)
    outcome_text = serializers.CharField(allow_blank=True)
    outcome_on = serializers.CharField(allow_null=True)
    persists = serializers.BooleanField()
    freedom = SaidOut(allow_null=True)
    reply = SaidOut(allow_null=True)
    objection = SaidOut(allow_null=True)
    next_step = SaidOut(allow_null=True)
    raised_on = serializers.CharField()
    source = serializers.CharField(allow_blank=True)
    paper_order = serializers.IntegerField()
    effective_at = Moment(allow_null=True)
    changed_at = Moment(allow_null=True)
    keys = ("reference", "version")
    example = {
        "reference": "CB-0001",
        "version": 3,
        "issue": "Let one assessment of a family count for every agency",
        "status": "in_hand",
        "areas": ["greater-manchester"],
        "departments": ["DfE", "DWP"],
        "lead": "DfE",
        "due_on": "2011-04-30",
    }


class PositionIn(In):
    """Where a request stands."""

    text = text_of(Position, "text", required=True, allow_blank=False)
    audience = choice_of(Position, "audience", required=False, default="areas")
    confidence = choice_of(Position, "confidence")
    next_step = text_of(Position, "next_step")
    next_step_owner = text_of(Position, "next_step_owner")
    next_step_on = Day(required=False, allow_null=True, default=None)
    documents = CitedDocumentIn(many=True, required=False, default=list, max_length=MOST_DOCUMENTS)
    department = Named(lambda _user: Department.objects.all(), key="abbreviation", what="department", required=False)
    example = {
        "text": "The form is with lawyers; we expect their answer before Easter.",
        "confidence": "on_track",
        "next_step": "Send the agreed form to the areas",
        "next_step_on": "2011-04-15",
    }


class ConfirmationIn(In):
    """That a position still holds; `department` where it is one department's part."""

    department = Named(lambda _user: Department.objects.all(), key="abbreviation", what="department", required=False)
    example = {"department": "DfE"}


class RequestLine(Out):
    """A request in a list."""

    reference = serializers.CharField()
    issue = serializers.CharField()
    areas = Expandable(NamedAreaOut, key="slug", many=True)
    areas_label = serializers.CharField(allow_blank=True)
    departments = Expandable(NamedDepartmentOut, key="abbreviation", many=True)
    departments_label = serializers.CharField(allow_blank=True)
    status = serializers.CharField()
    timescale = serializers.CharField(allow_blank=True)
    due_on = serializers.CharField(allow_null=True)
    position = serializers.CharField(allow_blank=True)
    confidence = serializers.CharField(allow_blank=True)
    outcome = serializers.CharField(allow_blank=True)
    outcome_text = serializers.CharField(allow_blank=True)
    persists = serializers.BooleanField()
    paper_order = serializers.IntegerField()
    version = Version()
    changed_at = Moment()
    keys = ("reference",)
    example = {
        "reference": "CB-0001",
        "issue": "Let one assessment of a family count for every agency",
        "areas": ["greater-manchester"],
        "areas_label": "Greater Manchester",
        "departments": ["DfE", "DWP"],
        "departments_label": "DfE/DWP",
        "status": "in_hand",
        "due_on": "2011-04-30",
        "version": 3,
    }


class WaitingLine(Out):
    """A request for whose position the reader answers. `fresh_at`: when a position was last stated or confirmed."""

    reference = serializers.CharField()
    issue = serializers.CharField()
    areas_label = serializers.CharField(allow_blank=True)
    departments_label = serializers.CharField(allow_blank=True)
    due_on = Day(allow_null=True)
    confidence = serializers.CharField(allow_blank=True)
    position = serializers.CharField(allow_blank=True)
    fresh_at = Moment(allow_null=True)
    stale = serializers.BooleanField(help_text="Without a fresh position on the part that is the reader's")
    version = Version()
    keys = ("reference",)
    example = {
        "reference": "CB-0001",
        "issue": "Let one assessment of a family count for every agency",
        "areas_label": "Greater Manchester",
        "departments_label": "DfE/DWP",
        "due_on": "2011-04-30",
        "stale": True,
        "version": 3,
    }
