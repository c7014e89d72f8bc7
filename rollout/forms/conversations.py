"""What people fill in about conversations with authorities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from cbtracker.web.formats import LONDON
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from requests_log.models import Audience
from rollout.models import PROGRAMME_BEGAN
from rollout.models.conversations import (
    ACTION_LENGTH,
    OWNER_LENGTH,
    RETRACTION_LENGTH,
    SUBJECT_LENGTH,
    TEXT_LENGTH,
)
from rollout.services import NoteTerms

HINTS = {
    Audience.AREAS.value: "Officers of the authority can read it too",
    Audience.WHITEHALL.value: "Not shown to the authority, and nothing that it sees changes",
}


class NoteForm(GovukForm):
    """What was said on a day, and what is to be done next. Officers are not asked who can read it: they share it."""

    text = PlainTextField(
        label="What was said",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea,
        help_text="A note is not changed later. You can retract it and write another",
    )
    on = GovukDateField(
        label="Date", earliest=PROGRAMME_BEGAN, help_text="The day on which it happened. For example, 5 9 2011."
    )
    audience = forms.ChoiceField(label="Who can read it", choices=Audience.choices, widget=forms.RadioSelect)
    next_action = PlainTextField(label="Next action", max_length=ACTION_LENGTH, required=False)
    next_action_on = GovukDateField(label="Date of the next action", required=False)
    next_action_owner = PlainTextField(label="Who takes the next action", max_length=OWNER_LENGTH, required=False)

    def __init__(self, *args: Any, shared_only: bool = False, **options: Any) -> None:
        """The latest day is today."""
        super().__init__(*args, **options)
        today = timezone.localdate(timezone=LONDON)
        self.fields["on"].latest = today  # type: ignore[attr-defined]
        self.fields["on"].initial = today
        self.fields["audience"].look = {"hints": HINTS}  # type: ignore[attr-defined]
        if shared_only:
            del self.fields["audience"]

    def terms(self) -> NoteTerms:
        """Return what was typed, for the service."""
        said = {name: self.cleaned_data[name] for name in NoteTerms.__dataclass_fields__ if name in self.cleaned_data}
        return NoteTerms(**said)


class OpenForm(NoteForm):
    """With whom, about what, and the first note. `authorities`: slugs and names to choose from."""

    authority = forms.ChoiceField(label="Authority")
    subject = PlainTextField(
        label="Subject",
        max_length=SUBJECT_LENGTH,
        help_text="The authority’s officers read it as soon as a note is shared with them",
    )

    field_order = ("authority", "subject")

    def __init__(self, *args: Any, authorities: Sequence[tuple[str, str]], **options: Any) -> None:
        """Offer the authorities; an only one is chosen."""
        super().__init__(*args, **options)
        only = len(authorities) == 1
        self.fields["authority"].choices = [*([] if only else [("", "Choose")]), *authorities]  # type: ignore[attr-defined]


class RetractNoteForm(GovukForm):
    """Why a note was a mistake."""

    reason = PlainTextField(
        label="Why is this note retracted?",
        max_length=RETRACTION_LENGTH,
        widget=forms.Textarea,
        help_text="The note and your reason are kept for those who could read the note. Its next action is dropped.",
    )
