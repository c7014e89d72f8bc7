"""What people send and say about the documents of places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from cbtracker.web.formats import LONDON
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from rollout.document_files import KINDS, MEGABYTE
from rollout.models import PROGRAMME_BEGAN, AreaDocument
from rollout.models.documents import LINK_LENGTH, TITLE_LENGTH, WITHDRAWAL_LENGTH
from rollout.services.documents import DocumentTerms, SentFile

TOO_LARGE = "too_large"


class DocumentForm(GovukForm):
    """One version of a document. With `places` (keys and names), whose it is."""

    place = forms.ChoiceField(label="Place")
    kind = forms.ChoiceField(label="What it is", choices=AreaDocument.Kind.choices, widget=forms.RadioSelect)
    title = PlainTextField(label="Title", max_length=TITLE_LENGTH)
    dated = GovukDateField(
        label="Date", earliest=PROGRAMME_BEGAN, help_text="The date that the document bears. For example, 5 9 2011."
    )
    file = forms.FileField(
        label="File",
        required=False,
        help_text="PDF, ODT, DOCX, ODS or XLSX, smaller than 10MB",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in KINDS)}),
    )
    link = PlainTextField(
        label="Or a link to it", max_length=LINK_LENGTH, required=False, help_text="Where it is published, https://…"
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]] | None = None, **options: Any) -> None:
        """Offer the places; the latest day is today."""
        super().__init__(*args, **options)
        self.fields["dated"].latest = timezone.localdate(timezone=LONDON)  # type: ignore[attr-defined]
        most = settings.DOCUMENT_MAX_BYTES // MEGABYTE
        self.fields["file"].help_text = f"PDF, ODT, DOCX, ODS or XLSX, not larger than {most}MB"
        if places is None:
            del self.fields["place"]
        else:
            choose = [] if len(places) == 1 else [("", "Choose")]
            self.fields["place"].choices = [*choose, *places]  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile | None:
        """Refuse a file above the ceiling before it is read."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > settings.DOCUMENT_MAX_BYTES:
            most = settings.DOCUMENT_MAX_BYTES // MEGABYTE
            raise ValidationError(f"The file must not be larger than {most}MB", code=TOO_LARGE)
        return file

    @property
    def is_too_large(self) -> bool:
        """Whether the file was refused for its size."""
        return self.has_error("file", TOO_LARGE)

    def terms(self) -> DocumentTerms:
        """Return what was sent, for the service."""
        file = self.cleaned_data["file"]
        sent = SentFile(file.name or "", file.read()) if file else None
        said = {name: self.cleaned_data[name] for name in ("kind", "title", "dated", "link")}
        return DocumentTerms(**said, file=sent)


class WithdrawDocumentForm(GovukForm):
    """Why a document is withdrawn."""

    reason = PlainTextField(
        label="Why is this document withdrawn?",
        max_length=WITHDRAWAL_LENGTH,
        widget=forms.Textarea,
        help_text="Its title, its date and your reason are still shown. Nobody can open it any more.",
    )
