"""What an area proposes, as people type it, and what others make clear about it."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from areas.models import PROGRAMME_BEGINS
from cbtracker.web.formats import LONDON
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from families.models import ProposalRevision
from families.models.proposals import FIGURES, ROLL_OUT_YEARS, TEXT_LENGTH
from families.proposal_presenters import FIRST, PERIOD, year_said
from families.services.proposals import LARGEST, ProposalTerms, ProposalWords, terms_of

LONGEST_NUMBER = 30  # in characters: Python reads no number of thousands of digits
_NUMBER = re.compile(r"[0-9][0-9, ]*", re.ASCII)
Covers, Additional = ProposalRevision.Covers, ProposalRevision.Additional


class FamiliesField(PlainTextField):
    """A number of families as people type it, such as 1,710; None where nothing was typed: blank is not zero."""

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        """Return the number. Raises ValidationError for what is none, and for what is too large."""
        if value is None or isinstance(value, int):
            return value
        text = super().to_python(value)
        if not text:
            return None
        if _NUMBER.fullmatch(text) is None:
            raise ValidationError(f"{self.label} must be a whole number, like 120, or blank", code="invalid")
        number = int(re.sub("[, ]", "", text)) if len(text) <= LONGEST_NUMBER else LARGEST + 1
        if number > LARGEST:
            raise ValidationError(f"{self.label} must be {LARGEST:,} or less", code="large")
        return number

    def prepare_value(self, value: Any) -> Any:
        """Show a number with its commas."""
        return f"{value:,}" if isinstance(value, int) else value

    def said(self, value: Any) -> str:
        """A number beside another one, where two people gave different ones."""
        if isinstance(value, int):
            return f"{value:,}"
        return "Blank" if value in (None, "") else str(value)


class WordsForm(GovukForm):
    """What is said of a proposal: its figures are the area's."""

    covers = forms.ChoiceField(
        label="Which families are the numbers of?",
        choices=Covers.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Select which families the numbers are of"},
    )
    additional = forms.ChoiceField(
        label="Are they additional to families already supported?",
        choices=Additional.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Select whether they are additional to families already supported"},
    )
    incremental_from = forms.TypedChoiceField(
        label="Is support rolled out step by step?",
        choices=[("", "Not said"), *((year, f"Incremental from {year_said(year)}") for year in ROLL_OUT_YEARS)],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="The financial year from which it grows",
        error_messages={"invalid_choice": "Select from when support is rolled out step by step"},
    )
    basis = PlainTextField(
        label="Basis of the numbers",
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Who these families are, and how the numbers were arrived at",
    )
    comment = PlainTextField(
        label="Comment", max_length=TEXT_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    effective_on = GovukDateField(
        label="Effective date",
        earliest=PROGRAMME_BEGINS,
        help_text="The day from which this holds. For example, 22 3 2011",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """The latest day is today."""
        super().__init__(*args, **options)
        self.fields["effective_on"].latest = timezone.localdate(timezone=LONDON)  # type: ignore[attr-defined]

    def words(self) -> ProposalWords:
        """What a valid form says, for the service."""
        return ProposalWords(**_only(ProposalWords, self.cleaned_data))


def _number(period: str, end: str) -> FamiliesField:
    return FamiliesField(label=f"{period}: {end} number of families", required=False)


class ProposalForm(WordsForm):
    """The whole proposal."""

    first_low, first_high = _number(FIRST, "lowest"), _number(FIRST, "highest")
    period_low, period_high = _number(PERIOD, "lowest"), _number(PERIOD, "highest")
    field_order = (*FIGURES, *WordsForm.base_fields)

    def clean(self) -> dict[str, Any]:
        """Check the two ends of each range together."""
        cleaned = super().clean() or {}
        for low, high in (FIGURES[:2], FIGURES[2:]):
            if low in self.errors or high in self.errors:
                continue
            if (cleaned[low] is None) != (cleaned[high] is None):
                missing = low if cleaned[low] is None else high
                self.add_error(missing, f"Enter {_lower(self.fields[missing])}, or leave both blank")
            elif cleaned[low] is not None and cleaned[low] > cleaned[high]:
                self.add_error(high, f"{self.fields[high].label} must be the same as the lowest or more")
        return cleaned

    def terms(self) -> ProposalTerms:
        """What a valid form says, for the service."""
        return ProposalTerms(**_only(ProposalTerms, self.cleaned_data))


def _lower(field: forms.Field) -> str:
    period, end = str(field.label).split(": ")
    return f"the {end} for {'the ' if period == PERIOD else ''}{period}"


def _only(kind: type, said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in kind.__dataclass_fields__}  # type: ignore[attr-defined]


def initial_of(revision: ProposalRevision | None) -> dict[str, Any]:
    """What a form begins with: what was said last, holding from today on."""
    said = asdict(ProposalTerms() if revision is None else terms_of(revision))
    return {**said, "effective_on": timezone.localdate(timezone=LONDON)}


class AsAtForm(GovukForm):
    """The day whose proposal is shown; today where none is given."""

    as_at = GovukDateField(label="As at", required=False, earliest=PROGRAMME_BEGINS, help_text="For example, 22 3 2011")

    def __init__(self, *args: Any, **options: Any) -> None:
        """The latest day is today."""
        super().__init__(*args, **options)
        self.today = timezone.localdate(timezone=LONDON)
        self.fields["as_at"].latest = self.today  # type: ignore[attr-defined]

    @property
    def day(self) -> Any:
        """The day of a valid form."""
        return self.cleaned_data["as_at"] or self.today
