"""What people type of outcomes and their measures."""

from __future__ import annotations

from django import forms

from rollout.workstrands.forms.base import PartForm, day, words
from rollout.workstrands.models import PlanOutcome
from rollout.workstrands.models.analysis import VALUE_LENGTH


class OutcomeForm(PartForm):
    """An outcome that the single budget would deliver."""

    title = words("Outcome", 300, help_text="For example, more people leave hospital when they are well enough to")
    level = forms.ChoiceField(label="Whose outcome it is", choices=PlanOutcome.Level.choices, widget=forms.RadioSelect)
    agreed_on = day("Agreed on", required=False, help_text="Leave it blank while it is not agreed")


class MeasureForm(PartForm):
    """What shows whether an outcome comes."""

    name = words("Measure", 300, help_text="For example, days that people wait in hospital for care at home")
    baseline = words(
        "Where it stands",
        VALUE_LENGTH,
        required=False,
        help_text="For example, 1,240 days a year. Leave it blank if it is not known",
    )
    baseline_on = day("As at", required=False, help_text="The date of that figure")
    expected = words(
        "What is expected",
        VALUE_LENGTH,
        required=False,
        help_text="With the single budget. Leave it blank if it is not known",
    )
    expected_by = day("Expected by", required=False)
    source = words("Where the figures are from", 300, required=False)
