"""What an area asks for, typed in pounds, and what the department decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from areas.forms import PoundsField
from areas.resource_years import year_label
from cbtracker.web.formats import LONDON
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from rollout.models import Advance
from rollout.models.money import FIRST_YEAR, LAST_YEAR, NOTE_LENGTH
from rollout.schedules import Schedule, early_fault
from rollout.services.advances import AdvanceTerms

REPAID_YEARS = range(FIRST_YEAR + 1, LAST_YEAR + 1)
_DRAWN = [("", "Select a year"), *((year, year_label(year)) for year in range(FIRST_YEAR, LAST_YEAR))]


def repaid_in(year: int) -> str:
    """The name of the field for what is paid back in the financial year that begins in `year`."""
    return f"repaid_{year}"


class AdvanceForm(GovukForm):
    """An advance with its schedule, a field for each year. With `asking` the schedule has to add up, to the penny."""

    amount_pence = PoundsField(label="Amount of the advance", help_text="In pounds, like 1,250,000 or 1,250,000.50")
    drawn_from = forms.TypedChoiceField(label="First year of drawing", coerce=int, choices=_DRAWN)
    drawn_to = forms.TypedChoiceField(
        label="Last year of drawing",
        coerce=int,
        choices=_DRAWN,
        help_text="The same as the first, if it is drawn in one year",
    )
    purpose = PlainTextField(
        label="What the advance is for", max_length=NOTE_LENGTH, widget=forms.Textarea, help_text="In your own words"
    )

    def __init__(self, *args: Any, asking: bool = False, **options: Any) -> None:
        """Add the years of the schedule."""
        super().__init__(*args, **options)
        self.asking = asking
        for year in REPAID_YEARS:
            self.fields[repaid_in(year)] = PoundsField(label=f"Repayment in {year_label(year)}", required=False)

    def clean(self) -> dict[str, Any]:
        """Check what fields say together."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("drawn_from"), cleaned.get("drawn_to")
        if cleaned.get("amount_pence") == 0:
            self.add_error("amount_pence", "Amount of the advance must be more than £0")
        if first and last and last < first:
            self.add_error("drawn_to", "Last year of drawing must be the first year or later")
        for year in REPAID_YEARS:
            self._check_year(cleaned, year, last)
        if self.asking and not self.errors and (fault := self.schedule.fault):
            self.add_error(None, fault)
        return cleaned

    def _check_year(self, cleaned: dict[str, Any], year: int, last: int | None) -> None:
        pence = cleaned.get(repaid_in(year))
        if pence == 0:
            self.add_error(repaid_in(year), "Leave it blank if nothing is paid back in this year: blank is not zero")
        if pence and last and year <= last:
            self.add_error(repaid_in(year), early_fault(last))

    @property
    def schedule(self) -> Schedule:
        """The schedule as far as what was typed, or is there, can be read."""
        said: Mapping[str, Any] = getattr(self, "cleaned_data", {}) if self.is_bound else self.initial
        paid = {year: said.get(repaid_in(year)) for year in REPAID_YEARS}
        rows = {year: pence for year, pence in paid.items() if pence}
        return Schedule(said.get("amount_pence"), said.get("drawn_to"), rows)

    @property
    def years(self) -> list[tuple[forms.BoundField, int | None]]:
        """The fields of the schedule, each with the total so far where something is paid back in its year."""
        so_far = {line.year: line.so_far_pence for line in self.schedule.lines}
        return [(self[repaid_in(year)], so_far.get(year)) for year in REPAID_YEARS]

    def terms(self) -> AdvanceTerms:
        """Return what was typed, for the service."""
        said = {name: self.cleaned_data[name] for name in ("amount_pence", "drawn_from", "drawn_to", "purpose")}
        return AdvanceTerms(**said, repayments=tuple(sorted(self.schedule.repayments.items())))


def initial_of(terms: AdvanceTerms) -> dict[str, Any]:
    """What the form shows of `terms`."""
    paid = dict(terms.repayments)
    return {**terms.values(), **{repaid_in(year): paid.get(year) for year in REPAID_YEARS}}


class _DayForm(GovukForm):
    """Something that was done on a day, not in the future."""

    on = GovukDateField(label="Date", help_text="For example, 5 9 2011")

    def __init__(self, *args: Any, advance: Advance, **options: Any) -> None:
        """The day lies between what came before, and today."""
        super().__init__(*args, **options)
        field: Any = self.fields["on"]
        field.latest = timezone.localdate(timezone=LONDON)
        field.earliest = advance.drawn_on or advance.decided_on or advance.asked_on


class DecisionForm(_DayForm):
    """What the department decided about its money."""

    agreed = forms.TypedChoiceField(
        label="Decision",
        choices=[("yes", "Agreed"), ("no", "Not agreed")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reason = PlainTextField(
        label="Reason", max_length=NOTE_LENGTH, widget=forms.Textarea, help_text="The area reads it"
    )
    field_order = ["agreed", "on", "reason"]


class RecordForm(_DayForm):
    """When an advance was drawn down, or paid back."""
