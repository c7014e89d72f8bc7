"""What people choose of the rollout's pages, and what the secretariat fills in about steps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from areas.models import Authority
from cbtracker.web.formats import LONDON
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from rollout.models import PROGRAMME_BEGAN, Step
from rollout.models.engagement import NOTE_LENGTH, REASON_LENGTH, SOURCE_LENGTH
from rollout.selectors.coverage import LABELS, NO_STEP

NOT_ENGAGED = "not-engaged"
FIRST_YEAR = date(1900, 1, 1)


def _regions() -> list[tuple[str, str]]:
    rows = Authority.objects.order_by("region_name").values_list("region_code", "region_name").distinct()
    return [("", "All regions"), *rows]


class CoverageForm(GovukForm):
    """As at which day; blank for today."""

    mark_optional = False
    as_at = GovukDateField(
        label="As at", required=False, earliest=FIRST_YEAR, help_text="For example, 1 4 2012. Leave blank for today."
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """The latest day is today: nobody knows which steps are still to come."""
        super().__init__(*args, **options)
        self.today = timezone.localdate(timezone=LONDON)
        self.fields["as_at"].latest = self.today  # type: ignore[attr-defined]

    @property
    def day(self) -> date:
        """The day of a valid form."""
        return self.cleaned_data["as_at"] or self.today


class MapForm(CoverageForm):
    """The same, and which tiles to show."""

    region = forms.ChoiceField(label="Region", required=False)
    step = forms.ChoiceField(
        label="Step",
        required=False,
        choices=[("", "All steps"), (NOT_ENGAGED, LABELS[NO_STEP]), *Step.choices],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Read the regions that there are."""
        super().__init__(*args, **options)
        self.fields["region"].choices = _regions()  # type: ignore[attr-defined]

    @property
    def wanted_step(self) -> str | None:
        """The step of a valid form; None for all."""
        chosen = self.cleaned_data["step"]
        return NO_STEP if chosen == NOT_ENGAGED else chosen or None


class StepForm(GovukForm):
    """A step that an authority took."""

    step = forms.ChoiceField(label="Step", choices=Step.choices, widget=forms.RadioSelect)
    on = GovukDateField(
        label="Date", earliest=PROGRAMME_BEGAN, help_text="The day on which it took the step. For example, 5 9 2011."
    )
    note = PlainTextField(label="Note", max_length=NOTE_LENGTH, required=False, widget=forms.Textarea)
    source = PlainTextField(
        label="Source", max_length=SOURCE_LENGTH, required=False, help_text="Where this is known from, such as a letter"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """The latest day is today."""
        super().__init__(*args, **options)
        self.fields["on"].latest = timezone.localdate(timezone=LONDON)  # type: ignore[attr-defined]


class RetractForm(GovukForm):
    """Why a step was a mistake."""

    reason = PlainTextField(
        label="Why is this step retracted?",
        max_length=REASON_LENGTH,
        widget=forms.Textarea,
        help_text="The step and your reason are kept. The step no longer counts.",
    )
