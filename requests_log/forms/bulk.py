"""What changes for a whole selection, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from requests_log.forms.lifecycle import REASON_LENGTH
from requests_log.forms.naming import LabelFields, department_field
from requests_log.models import Timescale, Workstream


class BulkForm(LabelFields, GovukForm):
    """New values for the selection; a field left blank leaves each request as it is."""

    timescale = forms.ChoiceField(
        label="Timescale",
        choices=[("", "Leave as it is"), *Timescale.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    workstream = forms.ModelChoiceField(
        Workstream.objects.none(), label="Workstream", required=False, empty_label="Leave as it is"
    )
    due_on = GovukDateField(label="Due date", required=False, help_text="Blank leaves each as it is")
    departments = department_field(required=False)
    reason = PlainTextField(
        label="Reason for the change",
        max_length=REASON_LENGTH,
        widget=forms.Textarea,
        help_text="It is kept with every request that changes",
        error_messages={"required": "Enter the reason for the change"},
    )

    mark_optional = False

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workstream"].queryset = Workstream.objects.visible_to(user)  # type: ignore[attr-defined]
        self.fields["departments"].help_text = "Like “DfE, MoJ”, the lead first, or “All”. Blank leaves each as it is"

    def clean(self) -> dict[str, Any]:
        """Something changes, and a workstream goes with its timescale."""
        cleaned = super().clean() or {}
        chosen = cleaned.get("timescale")
        if cleaned.get("workstream") and chosen not in ("", None, Timescale.WORKSTREAM):
            self.add_error("workstream", "A workstream goes with the timescale “Through a workstream” only")
        if not self.errors and not any(
            cleaned.get(name) for name in ("timescale", "workstream", "due_on", "departments")
        ):
            raise ValidationError("Choose at least one thing to change", code="nothing")
        return cleaned

    def changes(self) -> dict[str, Any]:
        """The plain fields that change, as the service takes them."""
        cleaned = self.cleaned_data
        changes = {name: cleaned[name] for name in ("timescale", "workstream", "due_on") if cleaned[name]}
        if "workstream" in changes:
            changes["timescale"] = Timescale.WORKSTREAM.value
        return changes
