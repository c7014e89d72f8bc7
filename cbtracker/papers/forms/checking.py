"""What somebody who holds a file gives to have it checked: the file, or its digest."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from cbtracker.web.forms import GovukForm

MEGABYTE = 1024 * 1024
TOO_LARGE = "too_large"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def read_digest(typed: str) -> str:
    """`typed` as a SHA-256 in lower case: spaces, colons and a "sha256" before it are let pass. Raises ValueError."""
    tidy = re.sub(r"[\s:-]", "", typed).lower().removeprefix("sha256")
    if not _DIGEST.fullmatch(tidy):
        raise ValueError(typed)
    return tidy


class CheckForm(GovukForm):
    """A file, which is read once and not kept, or a digest."""

    mark_optional = False

    file = forms.FileField(label="Upload the file", required=False, max_length=255)
    digest = forms.CharField(
        label="Or paste its digest",
        required=False,
        max_length=200,
        strip=True,
        help_text="The SHA-256 of the file: 64 letters and numbers.",
    )

    def clean_file(self) -> UploadedFile | None:
        """Refuse a file above the ceiling before it is read."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > settings.IMPORT_MAX_BYTES:
            raise ValidationError(f"The file must be smaller than {settings.IMPORT_MAX_BYTES // MEGABYTE}MB", TOO_LARGE)
        return file

    def clean_digest(self) -> str:
        """The digest in one way of writing it."""
        typed = self.cleaned_data["digest"]
        try:
            return read_digest(typed) if typed else ""
        except ValueError:
            raise ValidationError(
                "The digest must be 64 characters, only numbers and the letters a to f. Copy all of it"
            ) from None

    def clean(self) -> dict[str, Any]:
        """One of the two, as `found`: the digest to look for."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        file, digest = cleaned.get("file"), cleaned.get("digest")
        if file is None and not digest:
            self.add_error("file", "Select a file, or paste its digest")
        elif file is not None and digest and digest_of(file) != digest:
            self.add_error("digest", "This is not the digest of the file. Give one of the two")
        else:
            cleaned["found"] = digest or digest_of(file)  # type: ignore[arg-type]
        return cleaned

    @property
    def is_too_large(self) -> bool:
        """Whether the file was refused for its size."""
        return self.has_error("file", TOO_LARGE)


def digest_of(file: UploadedFile) -> str:
    """The SHA-256 of `file`, read piece by piece."""
    hashed = hashlib.sha256()
    for piece in file.chunks():
        hashed.update(piece)
    return hashed.hexdigest()
