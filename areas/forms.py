"""Forms about places."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from areas.models import FundingStream, Resource
from areas.models.resources import FIRST_YEAR, LARGEST_AMOUNT, LAST_YEAR, NOTE_LENGTH
from areas.services.resources import NOT_ON_MENU, Contribution, faults_of_stream
from cbtracker.web.conflict import LARGEST_VERSION
from cbtracker.web.formats import as_money
from cbtracker.web.forms import GovukForm, PlainTextField

LONGEST_AMOUNT = 40  # in characters: Python reads no number of thousands of digits
_POUNDS = re.compile(r"£?\s*([0-9][0-9,]*)(?:\.([0-9]{2}))?", re.ASCII)


class PoundsField(PlainTextField):
    """An amount typed in pounds; its value is pence, or None where nothing was typed: blank is not zero."""

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        """Return pence. Raises ValidationError for what is not an amount."""
        if isinstance(value, int):
            return value
        text = super().to_python(value)
        if not text:
            return None
        if len(text) > LONGEST_AMOUNT:
            raise ValidationError(f"{self.label} must be £10 trillion or less", code="large")
        match = _POUNDS.fullmatch(text)
        if match is None:
            raise ValidationError(f"{self.label} must be in pounds, like 12,500 or 12,500.50", code="invalid")
        pence = int(match[1].replace(",", "")) * 100 + int(match[2] or 0)
        if pence > LARGEST_AMOUNT:
            raise ValidationError(f"{self.label} must be £10 trillion or less", code="large")
        return pence

    def said(self, value: Any) -> str:
        """An amount beside another one, where two people gave different ones."""
        return as_money(value) if value is None or isinstance(value, int) else str(value)

    def prepare_value(self, value: Any) -> Any:
        """Show pence as pounds."""
        if not isinstance(value, int):
            return value
        pounds, pence = divmod(value, 100)
        return f"{pounds:,}.{pence:02}" if pence else f"{pounds:,}"


class ResourceForm(GovukForm):
    """What a partner brings to an area in a year."""

    year = forms.TypedChoiceField(
        label="Financial year",
        coerce=int,
        choices=[("", "Select a year"), *((one, f"{one} to {one + 1}") for one in range(FIRST_YEAR, LAST_YEAR + 1))],
    )
    contributor = PlainTextField(
        label="Contributor", max_length=150, help_text="Who brings it, such as the council or Jobcentre Plus"
    )
    stream = forms.ModelChoiceField(
        label="Funding stream",
        queryset=FundingStream.objects.select_related("department"),
        required=False,
        empty_label=NOT_ON_MENU,
        help_text="From the funding menu of 22 December 2010, which is a starting point and not a definitive list",
    )
    other_stream = PlainTextField(
        label="Other stream", max_length=150, required=False, help_text="Only for what is not on the menu"
    )
    manner = forms.ChoiceField(
        label="How it is brought together", choices=Resource.Manner.choices, widget=forms.RadioSelect
    )
    amount_pence = PoundsField(
        label="Amount", required=False, help_text="Leave it blank if it is not yet known. Blank is not zero"
    )
    note = PlainTextField(label="Note", max_length=NOTE_LENGTH, required=False, widget=forms.Textarea)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST_VERSION)

    def clean(self) -> dict[str, Any]:
        """Check that there is one stream: of the menu, or another."""
        cleaned = super().clean() or {}
        if "stream" in cleaned and "other_stream" in cleaned:
            for name, said in faults_of_stream(cleaned["stream"], cleaned["other_stream"]).items():
                self.add_error(name, said)
        return cleaned

    def contribution(self) -> Contribution:
        """Return what was typed, for the service."""
        return Contribution(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


def initial_of(resource: Resource) -> dict[str, Any]:
    """Return what the form shows of `resource`, with the version that is seen."""
    names = [name for name in ResourceForm.base_fields if name not in {"version", "stream"}]
    return {name: getattr(resource, name) for name in [*names, "version"]} | {"stream": resource.stream_id}
