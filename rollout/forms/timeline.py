"""What the secretariat says of the timeline's entries and of the phases."""

from __future__ import annotations

from typing import Any

from django import forms

from areas.models import PROGRAMME_BEGINS, PROGRAMME_ENDS
from areas.services.phases import PhaseDates
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from rollout.models import Lane, TimelineEntry
from rollout.models.timeline import DETAIL_LENGTH
from rollout.services.timeline import EntryTerms

Kind = TimelineEntry.Kind


def _day(label: str, **options: Any) -> GovukDateField:
    return GovukDateField(label=label, earliest=PROGRAMME_BEGINS, latest=PROGRAMME_ENDS, **options)


class EntryForm(GovukForm):
    """A period, milestone or event."""

    title = PlainTextField(label="Title", max_length=120, help_text="What happens, in plain words")
    kind = forms.ChoiceField(label="What it is", choices=Kind.choices, widget=forms.RadioSelect)
    kind.look = {  # type: ignore[attr-defined]
        "hints": {
            Kind.BAND: "Something that goes on from one day to another",
            Kind.MILESTONE: "Something that is to be reached by then",
            Kind.EVENT: "Something that takes place, or is published",
        }
    }
    lane = forms.ChoiceField(label="Part of the timeline", choices=Lane.choices)
    starts_on = _day("First day", help_text="For example, 28 6 2011. For a whole month, enter its first and last day")
    ends_on = _day("Last day", required=False, help_text="Leave it blank if it is of one day")
    detail = PlainTextField(label="Detail", max_length=DETAIL_LENGTH, required=False, widget=forms.Textarea)
    inferred = forms.BooleanField(label="The date is inferred: no paper says it", required=False)
    inferred_why = PlainTextField(
        label="What it is inferred from", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    source = PlainTextField(
        label="Source", max_length=100, required=False, help_text="Paper and paragraph, for example F000 ¶11"
    )

    def terms(self) -> EntryTerms:
        """Return what was typed, for the service."""
        return EntryTerms(**self.cleaned_data)


class PhaseForm(GovukForm):
    """The dates of a phase."""

    starts_on = _day("First day", help_text="For example, 1 7 2011. For a whole month, enter its first and last day")
    ends_on = _day("Last day", required=False, help_text="Leave it blank if no end has been said")
    goes_live_on = _day("Goes live on", required=False, help_text="Leave it blank if no day has been said")
    goes_live_inferred = forms.BooleanField(label="The day of going live is inferred: no paper says it", required=False)
    source = PlainTextField(
        label="Source",
        max_length=200,
        required=False,
        help_text="Paper and paragraph; and what is inferred, from what",
    )

    def dates(self) -> PhaseDates:
        """Return what was typed, for the service."""
        return PhaseDates(**self.cleaned_data)
