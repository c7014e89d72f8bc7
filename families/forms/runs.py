"""Forms that make, choose and compare runs of the estimates, and take files of figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from cbtracker.web.forms import GovukForm, PlainTextField
from families.apportionment import NEAREST
from families.forms.numbers import WholeNumberField
from families.models import NATIONAL_TOTALS, Cohort, EstimateRun, InputUpload
from families.run_presenters import COHORTS, DENOMINATORS
from families.selectors.runs import bases_for, indicators_for, runs_for
from families.services import InputWords
from families.services.runs import LARGEST_TOTAL

NAME_LENGTH = 120
MEGABYTE = 1024 * 1024
LARGEST_FILE = 2 * MEGABYTE
TOO_LARGE = "too_large"
EVERYWHERE, IN_AREAS = "all", "areas"


class MakeRunForm(GovukForm):
    """Everything that goes into a run."""

    name = PlainTextField(
        label="Name of the run", max_length=NAME_LENGTH, error_messages={"required": "Enter a name for the run"}
    )
    fwmp = WholeNumberField(
        label=COHORTS[Cohort.FWMP],
        help_text="How many there are in England",
        required=False,
        min_value=1,
        max_value=LARGEST_TOTAL,
        initial=NATIONAL_TOTALS[Cohort.FWMP],
        error_messages={"invalid": f"{COHORTS[Cohort.FWMP]} must be a whole number, like 117,000"},
    )
    fwmp_child = WholeNumberField(
        label=COHORTS[Cohort.CHILD],
        help_text="How many there are in England",
        required=False,
        min_value=1,
        max_value=LARGEST_TOTAL,
        initial=NATIONAL_TOTALS[Cohort.CHILD],
        error_messages={"invalid": f"{COHORTS[Cohort.CHILD]} must be a whole number, like 46,000"},
    )
    base: Any = forms.ModelChoiceField(
        label="Population",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select a population"},
    )
    indicators: Any = forms.ModelMultipleChoiceField(
        label="Indicators",
        help_text="With several, an estimate is the range from the least to the greatest share",
        queryset=None,
        to_field_name="slug",  # a made-up key may be larger than the database's numbers, a slug is text
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one indicator"},
    )
    denominator = forms.ChoiceField(
        label="What the sum is over", choices=EstimateRun.Denominator.choices, widget=forms.RadioSelect
    )
    nearest = WholeNumberField(
        label="Round to the nearest", min_value=1, max_value=1000, initial=NEAREST, help_text="A half is rounded up"
    )
    note = PlainTextField(label="Note", required=False, max_length=2000, widget=forms.Textarea)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        """Offer the populations and indicators that there are."""
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["base"].queryset, fields["indicators"].queryset = bases_for(user), indicators_for(user)
        fields["denominator"].look = {"hints": {str(value): text for value, text in DENOMINATORS.items()}}
        for name in ("fwmp", "fwmp_child"):
            fields[name].look = {"width": 10, "optional": False}
        fields["nearest"].look = {"width": 4}

    def clean(self) -> dict[str, Any]:
        """Ask for at least one of the two groups."""
        said = super().clean() or self.cleaned_data
        if not any(said.get(name) or self.has_error(name) for name in ("fwmp", "fwmp_child")):
            self.add_error("fwmp", "Enter how many families there are in England, of one group or both")
        return said

    def terms(self) -> dict[str, Any]:
        """Return what was typed, as `make_run` takes it."""
        said = dict(self.cleaned_data)
        totals = {name: said.pop(name) for name in ("fwmp", "fwmp_child")}
        return {
            **said,
            "indicators": list(said["indicators"]),
            "totals": {name: total for name, total in totals.items() if total},
        }


class CompareRunsForm(GovukForm):
    """Two runs, and for which authorities."""

    first: Any = forms.ModelChoiceField(label="First run", queryset=None)
    second: Any = forms.ModelChoiceField(label="Second run", queryset=None)
    authorities = forms.ChoiceField(
        label="Authorities",
        choices=[(IN_AREAS, "Those in a Community Budget area"), (EVERYWHERE, "All in England")],
        widget=forms.RadioSelect,
        required=False,
        initial=IN_AREAS,
    )

    def __init__(self, data: QueryDict | None = None, *, user: Any) -> None:
        """Offer the runs that there are; `data` are a page's GET parameters, which need not say which authorities."""
        filled = data.copy() if data else None
        if filled is not None:
            filled.setdefault("authorities", IN_AREAS)
        super().__init__(filled)
        fields: dict[str, Any] = self.fields
        fields["first"].queryset = fields["second"].queryset = runs_for(user)


class AddInputForm(GovukForm):
    """A file of figures, and what it is called."""

    kind = forms.ChoiceField(label="What the file holds", choices=InputUpload.Kind.choices, widget=forms.RadioSelect)
    name = PlainTextField(
        label="Name",
        max_length=NAME_LENGTH,
        help_text="For example, Mid-2010 population estimates",
        error_messages={"required": "Enter a name"},
    )
    source = PlainTextField(
        label="Source",
        max_length=1000,
        required=False,
        widget=forms.Textarea,
        help_text="Who published the figures, when and where",
    )
    file = forms.FileField(
        label="File", max_length=200, help_text="CSV in UTF-8", widget=forms.FileInput(attrs={"accept": ".csv"})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Say what each kind of file needs."""
        super().__init__(*args, **options)
        self.fields["kind"].look = {  # type: ignore[attr-defined]
            "hints": {
                "population": "How many people live in each authority",
                "indicator": "A score of need for each authority",
            }
        }
        self.fields["source"].look = {"rows": 3}  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        """Refuse a file above the ceiling before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise ValidationError(f"The file must be smaller than {LARGEST_FILE // MEGABYTE}MB", code=TOO_LARGE)
        return file

    def words(self) -> InputWords:
        """Return what it is called, for the service."""
        return InputWords(name=self.cleaned_data["name"], source=self.cleaned_data["source"])

    @property
    def is_too_large(self) -> bool:
        """Whether the file was refused for its size."""
        return self.has_error("file", TOO_LARGE)
