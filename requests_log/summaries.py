"""The rows of a request's summary list, from its record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from cbtracker.web.formats import as_date, paragraphs
from requests_log.models import AreaScope, Status
from requests_log.presenters import label_of

Row = dict[str, Any]


def request_summary(data: dict[str, Any]) -> list[Row]:
    """What a record says, for a summary list; rows that would be blank are left out where blank says nothing."""
    always = [
        ("Areas", _areas(data)),
        ("Departments", _departments(data)),
        ("Timescale", _timescale(data)),
        ("Kind of request", label_of("kind", data["kind"])),
        ("Nature of the barrier", label_of("nature", data["nature"])),
    ]
    when_given = [
        ("Theme", data["theme"]),
        ("Level of attention", _attention(data)),
        ("Contact in the department", data["contact"]),
        ("Raised", _raised(data)),
        ("Source", data["source"]),
    ]
    return [_row(key, value) for key, value in always] + [_row(key, value) for key, value in when_given if value]


def _row(key: str, value: Any) -> Row:
    return {"key": key, "value": value, "actions": []}


def _areas(data: dict[str, Any]) -> Any:
    label = data["areas_label"]
    if not data["areas"]:
        return label
    names = Markup(", ").join(
        Markup('<a class="govuk-link" href="{}">{}</a>').format(
            reverse("places:place", kwargs={"slug": area["slug"]}), _area_name(area)
        )
        for area in data["areas"]
    )
    if data["scope"] == AreaScope.NAMED_AND_OTHERS:
        names += " and others"
    if data["areas_printed"]:
        names += Markup('<br><span class="govuk-hint cb-inline">Printed as “{}”</span>').format(label)
    return names


def _area_name(area: dict[str, Any]) -> str:
    return f"{area['name']} ({area['authority']})" if area["authority"] else str(area["name"])


def _departments(data: dict[str, Any]) -> Any:
    lead = data.get("lead")
    label = data["departments_label"]
    if not lead:
        return label
    return Markup('{}<br><span class="govuk-hint cb-inline">{} leads</span>').format(label or "All", lead)


def _timescale(data: dict[str, Any]) -> Any:
    said = label_of("timescale", data["timescale"])
    workstream = data.get("workstream")
    if workstream:
        address = reverse("requests:workstream", kwargs={"slug": workstream["slug"]})
        said = Markup('{}: <a class="govuk-link" href="{}">{}</a>').format(said, address, workstream["name"])
    if data["due_on"]:
        due = f"due {as_date(date.fromisoformat(data['due_on']))}"
        return Markup("{}<br>{}").format(said, due) if said else due.capitalize()
    return said


def _attention(data: dict[str, Any]) -> Any:
    if not data["attention"]:
        return ""
    said = label_of("attention", data["attention"])
    since = as_date(date.fromisoformat(data["attention_since"])) if data["attention_since"] else ""
    return Markup("{} since {}{}").format(said, since, paragraphs(data["attention_reason"]))


def _raised(data: dict[str, Any]) -> str:
    on = as_date(date.fromisoformat(data["raised_on"])) if data["raised_on"] else ""
    by = data.get("raised_by")
    return f"{on} by {by}" if by and on else on or by or ""


def ended(data: dict[str, Any]) -> Row | None:
    """How a request ended: the outcome's words, text and day; None while it has not."""
    if data["status"] != Status.ADDRESSED:
        return None
    on = as_date(date.fromisoformat(data["outcome_on"])) if data["outcome_on"] else ""
    return {"outcome": label_of("outcome", data["outcome"]), "text": data["outcome_text"], "on": on}
