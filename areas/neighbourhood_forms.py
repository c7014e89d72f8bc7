"""The form about a neighbourhood."""

from __future__ import annotations

from django import forms

from areas.models.neighbourhoods import LONGEST
from areas.services.neighbourhoods import NeighbourhoodWords
from cbtracker.web.forms import GovukForm, PlainTextField


class NeighbourhoodForm(GovukForm):
    """What is said of a neighbourhood."""

    name = PlainTextField(label="Name", max_length=LONGEST["name"])
    boundary = PlainTextField(
        label="Boundary",
        max_length=LONGEST["boundary"],
        widget=forms.Textarea,
        help_text="In words, as the people who live there say it, such as streets, estates or a ward",
    )
    budget_holder = PlainTextField(
        label="Organisation that could hold the budget",
        max_length=LONGEST["budget_holder"],
        required=False,
        help_text="Such as a community trust or a parish council. Leave it blank until it is known",
    )
    about = PlainTextField(
        label="What the neighbourhood wants",
        max_length=LONGEST["about"],
        required=False,
        widget=forms.Textarea,
        help_text="The priorities of the people who live there, and what there is to build on",
    )

    def words(self) -> NeighbourhoodWords:
        """Return what was typed, for the service."""
        return NeighbourhoodWords(**{name: self.cleaned_data[name] for name in self.fields})
