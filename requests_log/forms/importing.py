"""The form that takes a file of requests."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from cbtracker.web.forms import GovukDateField, GovukForm
from cbtracker.web.forms.tables import TOO_LARGE, TableFileField


class ImportForm(GovukForm):
    """A file, and the day from which what it says holds."""

    file = TableFileField()
    effective_on = GovukDateField(
        label="Date it takes effect",
        required=False,
        help_text="For example, 17 3 2011. Leave it empty if it takes effect now",
    )

    def clean_effective_on(self) -> date | None:
        """Refuse a day to come."""
        day: date | None = self.cleaned_data["effective_on"]
        if day and day > timezone.localdate():
            raise ValidationError("Date it takes effect must be today or in the past", params={"parts": ["day"]})
        return day

    @property
    def is_too_large(self) -> bool:
        """Whether the file was refused for its size."""
        return self.has_error("file", TOO_LARGE)
