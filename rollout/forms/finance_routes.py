"""A step on a route to finance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from areas.resource_years import year_label
from cbtracker.web.formats import LONDON
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from rollout.models import PROGRAMME_BEGAN, RouteKind, RouteOutcome, RouteStep
from rollout.models.money import FIRST_YEAR, LAST_YEAR, NOTE_LENGTH
from rollout.models.routes import INCENTIVE_MODEL_FROM
from rollout.services.finance_routes import StepTaken


class RouteStepForm(GovukForm):
    """A step, of those that the person may record; a decision is asked for where they may record one."""

    step = forms.ChoiceField(label="Step", widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label="What was decided",
        choices=RouteOutcome.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="Only for a decision",
    )
    on = GovukDateField(label="Date", earliest=PROGRAMME_BEGAN, help_text="For example, 5 9 2011")
    from_year = forms.TypedChoiceField(
        label="From which financial year", coerce=int, help_text="When the area would take part from"
    )
    note = PlainTextField(
        label="Note", max_length=NOTE_LENGTH, required=False, widget=forms.Textarea, help_text="What was said or sent"
    )

    def __init__(self, *args: Any, kind: str, steps: list[RouteStep], **options: Any) -> None:
        """Offer `steps`, and the years in which the route `kind` is open."""
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["step"].choices = [(step.value, step.label) for step in steps]
        first = INCENTIVE_MODEL_FROM if kind == RouteKind.INCENTIVE else FIRST_YEAR
        years = [(year, year_label(year)) for year in range(first, LAST_YEAR + 1)]
        fields["from_year"].choices = [("", "Select a year"), *years]
        fields["on"].latest = timezone.localdate(timezone=LONDON)
        if RouteStep.DECISION not in steps:
            del self.fields["outcome"]
        else:
            fields["note"].help_text = "What was said or sent. Of a decision, its reason: the area reads it"

    def taken(self) -> StepTaken:
        """Return what was typed, for the service."""
        return StepTaken(**self.cleaned_data)
