"""What the secretariat decides about a request."""

from __future__ import annotations

from typing import Any

from django import forms

from areas.models import Department
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from requests_log.forms.naming import LabelFields, area_field, department_field
from requests_log.models import (
    ISSUE_LENGTH,
    OPEN_STATUSES,
    TEXT_LENGTH,
    Attention,
    Kind,
    LoggedRequest,
    Nature,
    Status,
    Timescale,
    Workstream,
)
from requests_log.services.naming import AreasNamed, DepartmentsNamed

NOT_TRIAGE = frozenset({"areas", "departments", "lead", "reason"})
NO_ATTENTION = ("", "No particular level")


class TriageForm(LabelFields, GovukForm):
    """Whom a request is made of, by when, through what, and why that changes."""

    areas = area_field(required=False)
    departments = department_field(error_messages={"required": "Enter at least one department, or “All”"})
    lead = forms.ChoiceField(label="Lead department", required=False)
    timescale = forms.ChoiceField(
        label="When is it to be resolved?",
        choices=Timescale.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a timescale"},
    )
    due_on = GovukDateField(label="Due date", required=False)
    workstream = forms.ModelChoiceField(
        Workstream.objects.none(), label="Workstream", required=False, empty_label="No workstream"
    )
    attention = forms.ChoiceField(
        label="Level of attention", choices=[NO_ATTENTION, *Attention.choices], required=False, widget=forms.RadioSelect
    )
    attention_reason = PlainTextField(
        label="Why it needs this level of attention", required=False, max_length=TEXT_LENGTH, widget=forms.Textarea
    )
    kind = forms.ChoiceField(
        label="Kind of request", choices=[("", "Not known"), *Kind.choices], required=False, widget=forms.RadioSelect
    )
    nature = forms.ChoiceField(
        label="What the barrier comes from",
        choices=[("", "Not known"), *Nature.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    theme = PlainTextField(label="Theme", required=False, max_length=100)
    contact = PlainTextField(label="Contact in the department", required=False, max_length=200)
    issue = PlainTextField(
        label="Issue", max_length=ISSUE_LENGTH, widget=forms.Textarea, error_messages={"required": "Enter the issue"}
    )
    detail = PlainTextField(label="More detail", required=False, max_length=TEXT_LENGTH, widget=forms.Textarea)
    reason = PlainTextField(
        label="Reason for the change",
        required=False,
        max_length=1000,
        widget=forms.Textarea,
        help_text="Needed when the due date moves to a later day",
    )

    def __init__(self, *args: Any, entry: LoggedRequest, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry
        # One that has ended may lack a timescale; one that goes through a workstream, as imported, departments.
        waits, is_open = entry.status == Status.RAISED, entry.status in OPEN_STATUSES
        self.fields["timescale"].required = waits or is_open
        self.fields["departments"].required = waits or (is_open and bool(entry.departments_label))
        rows = Department.objects.values_list("abbreviation", "name")
        self.fields["lead"].choices = [  # type: ignore[attr-defined]
            ("", "The first department named"),
            *((short, f"{short} – {name}") for short, name in rows),
        ]
        self.fields["workstream"].queryset = Workstream.objects.visible_to(user)  # type: ignore[attr-defined]
        self._missing = {name for name in self.fields if self.is_bound and not self._was_sent(name)}

    def _was_sent(self, name: str) -> bool:
        widget = self.fields[name].widget
        return not widget.value_omitted_from_data(self.data, self.files, name)

    @staticmethod
    def initial_of(entry: LoggedRequest) -> dict[str, Any]:
        """What the register says of `entry`."""
        names = ("timescale", "due_on", "attention", "attention_reason", "kind", "nature", "theme", "contact")
        departments = entry.record["departments"]
        leads_by_order = not departments or departments[0]["id"] == entry.lead_id
        return {
            **{name: getattr(entry, name) for name in (*names, "issue", "detail")},
            "areas": entry.areas_label,
            "departments": entry.departments_label,
            "lead": "" if leads_by_order else entry.record["lead"],
            "workstream": entry.workstream_id or "",
            "reason": "",
        }

    def clean_areas(self) -> str:
        """A request that names areas keeps some; one of a place that is no area keeps its label."""
        if not self.entry.scope and self.cleaned_data["areas"] == self.entry.areas_label:
            return self.entry.areas_label
        label = super().clean_areas()
        if not label and self.entry.scope:
            raise forms.ValidationError("Enter the areas, or “All areas”")
        return label

    def clean(self) -> dict[str, Any]:
        """Attention has a reason."""
        cleaned = super().clean() or {}
        if cleaned.get("attention") and not cleaned.get("attention_reason") and "attention_reason" not in self.errors:
            self.add_error("attention_reason", "Enter why it needs this level of attention")
        return cleaned

    def new_areas(self) -> AreasNamed | None:
        """The areas, where they change."""
        return None if self.cleaned_data["areas"] == self.entry.areas_label else self.named_areas

    def new_departments(self) -> DepartmentsNamed | None:
        """The departments and their lead, where they change."""
        now = self.initial_of(self.entry)
        if all(self.cleaned_data[name] == now[name] for name in ("departments", "lead")):
            return None
        lead = self.cleaned_data["lead"]
        chosen = Department.objects.get(abbreviation=lead) if lead else None
        named = self.named_departments
        assert named is not None  # noqa: S101 `clean_departments` has run, for the form is valid
        return DepartmentsNamed(named.scope, named.items, chosen)

    def changes(self) -> dict[str, Any]:
        """The plain fields, as the service takes them; a field that was not sent is left as it is."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in NOT_TRIAGE and name not in self._missing and not self._says_the_same(name, value)
        }

    def _says_the_same(self, name: str, value: Any) -> bool:
        """Whether a text differs from the kept one only by the white space around it, which forms take off."""
        kept = getattr(self.entry, name)
        return isinstance(value, str) and isinstance(kept, str) and kept.strip() == value
