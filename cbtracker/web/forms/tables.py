"""The field that takes a file of a table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

TOO_LARGE = "too_large"
MEGABYTE = 1024 * 1024


class TableFileField(forms.FileField):
    """A CSV, XLSX or ODS file; one above the ceiling is refused before it is read, with the code `TOO_LARGE`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="File",
            max_length=200,
            help_text="CSV, XLSX or ODS",
            widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods"}),
            **options,
        )

    def clean(self, data: Any, initial: Any = None) -> UploadedFile:
        """Return the file. Raises ValidationError."""
        file: UploadedFile = super().clean(data, initial)
        if (file.size or 0) > settings.IMPORT_MAX_BYTES:
            message = f"The file must be smaller than {settings.IMPORT_MAX_BYTES // MEGABYTE}MB"
            raise ValidationError(message, code=TOO_LARGE)
        return file
