"""Forms that end a request without an outcome, open it again, or tie it to another."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cbtracker.web.forms import GovukForm, PlainTextField
from requests_log.models import LoggedRequest, Timescale
from requests_log.services.triage import REASON_LENGTH

REFERENCE = re.compile(r"^(?:CB)?[\s-]*0*(\d{1,9})$", re.IGNORECASE)


class ReferenceField(PlainTextField):
    """A request named by its reference: "CB-0012", "cb 12" or "12". Only `visible` ones are found."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.visible = LoggedRequest.objects.none()

    def to_python(self, value: Any) -> Any:
        """The request, or None where nothing was typed."""
        typed = super().to_python(value)
        if not typed:
            return None
        number = REFERENCE.match(typed)
        found = self.visible.filter(number=int(number[1])).first() if number else None
        if found is None:
            raise ValidationError(f"There is no request “{typed[:40]}”. Enter a reference like CB-0012", code="unknown")
        return found


class ReasonForm(GovukForm):
    """Why something is done."""

    reason = PlainTextField(label="Reason", max_length=REASON_LENGTH, widget=forms.Textarea)


class WithdrawForm(ReasonForm):
    """Why a request is taken back."""

    reason = PlainTextField(
        label="Why is it withdrawn?",
        max_length=REASON_LENGTH,
        widget=forms.Textarea,
        error_messages={"required": "Enter why the request is withdrawn"},
    )


class ReopenForm(GovukForm):
    """Why a request is opened again, and until when."""

    reason = PlainTextField(
        label="Why is it opened again?",
        max_length=REASON_LENGTH,
        widget=forms.Textarea,
        error_messages={"required": "Enter why the request is opened again"},
    )
    timescale = forms.ChoiceField(
        label="When is it to be resolved?", choices=Timescale.choices, widget=forms.RadioSelect
    )


class DuplicateForm(GovukForm):
    """Which request asks the same."""

    of = ReferenceField(
        label="Which request does it duplicate?",
        help_text="Its reference, like CB-0012",
        error_messages={"required": "Enter the reference of the request that it duplicates"},
    )
    reason = PlainTextField(label="Reason", required=False, max_length=REASON_LENGTH, widget=forms.Textarea)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].visible = LoggedRequest.objects.visible_to(user)  # type: ignore[attr-defined]
        self.fields["of"].look = {"width": 10}  # type: ignore[attr-defined]


class RelatedForm(GovukForm):
    """Which request has to do with this one."""

    to = ReferenceField(
        label="Which request is related?",
        help_text="Its reference, like CB-0012",
        error_messages={"required": "Enter the reference of the related request"},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].visible = LoggedRequest.objects.visible_to(user)  # type: ignore[attr-defined]
        self.fields["to"].look = {"width": 10}  # type: ignore[attr-defined]
