"""What people type of a barrier that a plan met."""

from __future__ import annotations

import hashlib

from django import forms

from areas.models import Department
from cbtracker.web.forms import GovukForm
from requests_log.models import ISSUE_LENGTH, TEXT_LENGTH
from rollout.workstrands.forms.base import words

LOOKED = "looked"


class BarrierForm(GovukForm):
    """A barrier that is to become a request of Whitehall."""

    issue = words(
        "What do you need Whitehall to do?",
        ISSUE_LENGTH,
        lines=3,
        help_text="In a sentence or two. This is what the board paper prints as the issue",
    )
    detail = words("Anything that would help to resolve it", TEXT_LENGTH, lines=4, required=False)
    departments = forms.ModelMultipleChoiceField(
        label="Which departments is this for?",
        queryset=Department.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Select all that apply. If you do not know, leave it: the secretariat will find out",
    )

    @property
    def words(self) -> str:
        """What is said, to look for freedoms that are like it."""
        return f"{self.cleaned_data['issue']} {self.cleaned_data['detail']}".strip()

    @property
    def looked(self) -> str:
        """What the form brings once freedoms that are like these very words were shown."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:16]

    def was_looked_at(self) -> bool:
        """Whether the person has seen what is like these words."""
        return bool(self.data.get(LOOKED) == self.looked)


class LinkBarrierForm(GovukForm):
    """A request that is in the register already."""

    reference = words("Reference of the request", 12, help_text="For example, CB-0042")

    def clean_reference(self) -> str:
        """As the register writes it."""
        typed: str = self.cleaned_data["reference"]
        return typed.upper()
