"""What the secretariat says to a nomination and arranges: every part is optional, and nothing judges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from areas.models import Authority
from areas.people.forms import PersonField
from areas.people.selectors import people_of
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.web.forms import GovukForm, PlainTextField
from rollout.models.nominations import ACKNOWLEDGEMENT_LENGTH


class AcknowledgeForm(GovukForm):
    """A message, whether a conversation begins, and a locality lead for each authority that has none."""

    message = PlainTextField(
        label="Message",
        required=False,
        max_length=ACKNOWLEDGEMENT_LENGTH,
        widget=forms.Textarea,
        help_text="It goes by email to the people named in the nomination, with a copy of the answers",
    )
    converse = forms.BooleanField(label="Open a conversation with each authority", required=False, initial=True)

    def __init__(self, *args: Any, without_lead: Iterable[Authority], **options: Any) -> None:
        """Ask who is to lead for each of `without_lead`."""
        super().__init__(*args, **options)
        self.fields["converse"].look = {"optional": False}  # type: ignore[attr-defined]
        self.asked = {f"lead-{one.slug}": one for one in without_lead}
        for name, authority in self.asked.items():
            people = people_of((Role.LOCALITY_LEAD,))
            self.fields[name] = PersonField(people, label=f"Locality lead for {authority}", required=False)

    def leads(self) -> dict[Authority, User]:
        """The leads that were chosen, by authority."""
        chosen = {authority: self.cleaned_data[name] for name, authority in self.asked.items()}
        return {authority: user for authority, user in chosen.items() if user is not None}
