"""What a section lets its writer choose, as fields: one entry for each key of `SectionKind.options`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django import forms

from areas.models import Area
from cbtracker.papers.sections.changes import ONLY_CHANGED
from cbtracker.papers.sections.place_sheets import AREAS
from cbtracker.papers.sections.returns import CALLS
from cbtracker.web.formats import as_date
from requests_log.models import Call


def area_field(user: Any) -> forms.Field:
    """Which areas, by primary key; none chosen: all of them."""
    areas = Area.objects.visible_to(user).order_by("order").values_list("pk", "name")
    return forms.TypedMultipleChoiceField(
        label="Places to print a sheet of",
        choices=list(areas),
        coerce=int,
        required=False,
        help_text="Choose none for all places.",
        widget=forms.CheckboxSelectMultiple,
    )


def only_changed_field(user: Any) -> forms.Field:
    """Whether requests that were only confirmed, or of which there is no word, are left unnamed."""
    return forms.BooleanField(label="Name only the requests that changed", required=False)


def calls_field(user: Any) -> forms.Field:
    """Which calls, by primary key as text; none chosen: those since the last paper."""
    rows = Call.objects.visible_to(user).values_list("pk", "title", "issued_at")
    calls = [(str(pk), f"{title} ({as_date(issued_at)})") for pk, title, issued_at in rows]
    return _several("Calls", calls, "Choose none for those that could be answered after the last paper.")


OPTION_FIELDS: Mapping[str, Callable[[Any], forms.Field]] = MappingProxyType(
    {AREAS: area_field, CALLS: calls_field, ONLY_CHANGED: only_changed_field}
)


def _several(label: str, choices: list[tuple[Any, str]], hint: str) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, help_text=hint, widget=forms.CheckboxSelectMultiple
    )
