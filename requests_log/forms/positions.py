"""What a champion fills in: where a request stands, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import URLValidator

from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from requests_log.models import TEXT_LENGTH, Audience, Confidence
from requests_log.services import Words

AUDIENCE_HINTS = {
    Audience.AREAS.value: "Officers of the areas concerned and partners can read it too",
    Audience.WHITEHALL.value: "Not shown to areas, nor in the papers they get",
}
MOST_DOCUMENTS = 20
IS_LINK = URLValidator(("http", "https"), message="Enter a full web address, like https://www.gov.uk/a-page")
DOCUMENTS_SHOWN = 2


class DocumentForm(GovukForm):
    """A document that a position cites; wholly blank means none."""

    title = PlainTextField(label="Title of the document", required=False, max_length=300)
    issuer = PlainTextField(label="Who issued it", required=False, max_length=200)
    on = GovukDateField(label="Date of the document", required=False)
    recipients = PlainTextField(label="Who it was sent to", required=False, max_length=300)
    link = PlainTextField(
        label="Link to the document",
        required=False,
        max_length=500,
        validators=[IS_LINK],
    )

    def clean(self) -> dict[str, Any]:
        """A document has a title."""
        cleaned = super().clean() or {}
        if any(cleaned.values()) and not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", "Enter the title of the document")
        return cleaned

    def record(self) -> dict[str, str]:
        """The document as a position keeps it."""
        cleaned = self.cleaned_data
        kept = {name: cleaned[name] for name in ("title", "issuer", "recipients", "link")}
        return {**kept, "date": cleaned["on"].isoformat() if cleaned["on"] else ""}

    @staticmethod
    def initial_of(document: Mapping[str, str]) -> dict[str, Any]:
        """The fields that show a kept document."""
        return {**document, "on": document.get("date") or None}


class PositionForm(GovukForm):
    """Where a request, or a department's part of it, stands. Four fields to see, the rest behind "details"."""

    text = PlainTextField(
        label="Where it stands",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea,
        help_text="The board paper prints this sentence",
        error_messages={"required": "Enter where the request stands"},
    )
    confidence = forms.ChoiceField(
        label="Confidence that it will be resolved in time",
        choices=Confidence.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    audience = forms.ChoiceField(label="Who can read it", choices=Audience.choices, widget=forms.RadioSelect)
    next_step = PlainTextField(label="Next step", required=False, max_length=1000, widget=forms.Textarea)
    next_step_owner = PlainTextField(label="Who takes the next step", required=False, max_length=200)
    next_step_on = GovukDateField(label="Date of the next step", required=False)

    DETAILS = ("next_step_owner", "next_step_on")

    def __init__(self, *args: Any, cited: list[dict[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].look = {"hints": AUDIENCE_HINTS}  # type: ignore[attr-defined]
        self.documents = self._document_forms(cited or [])

    def _document_forms(self, cited: list[dict[str, str]]) -> list[DocumentForm]:
        count = max(DOCUMENTS_SHOWN, len(cited) + 1)
        while self.is_bound and count < MOST_DOCUMENTS and f"document{count}-title" in self.data:
            count += 1
        known = [DocumentForm.initial_of(one) for one in cited] + [{}] * count
        return [
            DocumentForm(self.data if self.is_bound else None, prefix=f"document{place}", initial=known[place])
            for place in range(min(count, MOST_DOCUMENTS))
        ]

    def is_valid(self) -> bool:
        """Whether the position and every document it cites are complete."""
        return all([super().is_valid(), *(document.is_valid() for document in self.documents)])

    @property
    def details_are_open(self) -> bool:
        """Whether something behind "details" is wrong or filled in, so that it must be seen."""
        hidden = [self[name] for name in self.DETAILS] + [bound for one in self.documents for bound in one]
        return any(bound.errors or _is_filled(bound.value()) for bound in hidden)

    def words(self) -> Words:
        """What was filled in, for the service."""
        said = {name: self.cleaned_data[name] for name in Words.__dataclass_fields__ if name in self.cleaned_data}
        documents = [one.record() for one in self.documents if one.cleaned_data.get("title")]
        return Words(**said, documents=documents)


def _is_filled(value: Any) -> bool:
    """Whether an input holds something; a date holds something where one of its parts does."""
    return any(value) if isinstance(value, tuple) else bool(value)


class OutcomeForm(GovukForm):
    """How a request ended."""

    outcome = forms.ChoiceField(
        label="How did it end?", widget=forms.RadioSelect, error_messages={"required": "Choose how the request ended"}
    )
    text = PlainTextField(
        label="Outcome",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea,
        help_text="The board paper prints this in Annex B, under “Outcome”",
        error_messages={"required": "Enter the outcome"},
    )
    freedom = PlainTextField(
        label="What any area can do because of it",
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea,
        help_text="Every area can find this. Leave it blank if the outcome is for this request only",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from requests_log.models import Outcome

        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = Outcome.choices  # type: ignore[attr-defined]


class FreedomForm(GovukForm):
    """What any area may do."""

    freedom = PlainTextField(
        label="What can any area do?",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea,
        help_text="Say it so that an officer of another area can act on it. Every area can find it",
        error_messages={"required": "Enter what any area can do"},
    )


class NextStepForm(GovukForm):
    """What a locality lead will do next."""

    next_step = PlainTextField(label="Next step", max_length=1000, widget=forms.Textarea)
    owner = PlainTextField(label="Who takes it", required=False, max_length=200)
    on = GovukDateField(label="By when", required=False)


class ReplyForm(GovukForm):
    """What an area says back."""

    text = PlainTextField(
        label="Your reply",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea,
        help_text="Everybody who can read this request can read your reply",
    )


class PersistsForm(GovukForm):
    """What still stands in the way."""

    text = PlainTextField(
        label="What still stands in the way?",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea,
        help_text="The department is told that the barrier is still there",
        error_messages={"required": "Enter what still stands in the way"},
    )
