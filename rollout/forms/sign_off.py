"""What somebody who is asked to sign answers: that they sign, or what should change first."""

from __future__ import annotations

from typing import Any

from django import forms

from cbtracker.web.forms import GovukForm, PlainTextField
from rollout.models.sign_offs import COMMENT_LENGTH, AskedToSign


class SignForm(GovukForm):
    """One tick: that it is the person named who signs, and for whom."""

    agreed = forms.BooleanField()

    def __init__(self, *args: Any, sign_off: AskedToSign, **options: Any) -> None:
        """Name the person and whom they sign for in the words that are ticked."""
        super().__init__(*args, **options)
        person = f"I am {sign_off.full_name}, {sign_off.post_said}"
        agreed = self.fields["agreed"]
        agreed.label = f"{person}, and I sign this {sign_off.THING} for {sign_off.party}"
        agreed.error_messages["required"] = f"Select that you are {sign_off.full_name} and sign for {sign_off.party}"


class SendBackForm(GovukForm):
    """What should change before it is signed."""

    comment = PlainTextField(
        label="What should change?",
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea,
        error_messages={"required": "Enter what should change before you sign"},
    )
