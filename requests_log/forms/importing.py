"""The form that takes a file of requests."""

from __future__ import annotations

from datetime import date

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from cbtracker.web.forms import GovukDateField, GovukForm

TOO_LARGE = "too_large"
MEGABYTE = 1024 * 1024


class ImportForm(GovukForm):
    """A file, and the day from which what it says holds."""

    file = forms.FileField(
        label="File",
        max_length=200,
        help_text="CSV, XLSX or ODS",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods"}),
    )
    effective_on = GovukDateField(
        label="Date it takes effect",
        required=False,
        help_text="For example, 17 3 2011. Leave it empty if it takes effect now",
    )

    def clean_file(self) -> UploadedFile:
        """Refuse a file above the ceiling before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.IMPORT_MAX_BYTES:
            message = f"The file must be smaller than {settings.IMPORT_MAX_BYTES // MEGABYTE}MB"
            raise ValidationError(message, code=TOO_LARGE)
        return file

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
