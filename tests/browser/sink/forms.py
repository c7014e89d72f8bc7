"""A form with every kind of field."""

from __future__ import annotations

from django import forms

from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField

DEPARTMENTS = [("dfe", "Department for Education"), ("dwp", "Department for Work and Pensions"), ("moj", "MoJ")]


class EverythingForm(GovukForm):
    """One field of each kind that the renderer draws."""

    issue = PlainTextField(label="Issue", max_length=200, help_text="As it should stand in the board paper")
    position = PlainTextField(label="Position", max_length=500, widget=forms.Textarea)
    note = PlainTextField(label="Note", required=False, widget=forms.Textarea)
    due_on = GovukDateField(label="Due date", help_text="For example, 31 3 2011")
    lead = forms.ChoiceField(label="Lead department", choices=[("", "---------"), *DEPARTMENTS])
    kind = forms.ChoiceField(
        label="Kind of request",
        choices=[("a", "Flexibility"), ("b", "Help to pool or align")],
        widget=forms.RadioSelect,
    )
    departments = forms.MultipleChoiceField(
        label="Departments", choices=DEPARTMENTS, widget=forms.CheckboxSelectMultiple
    )
    other = PlainTextField(label="Which other rule", required=False, widget=forms.Textarea)
    sure = forms.BooleanField(label="I have checked the text with the department")
    email = forms.EmailField(label="Email address")
    families = forms.IntegerField(label="Number of families", min_value=0)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    file = forms.FileField(label="Upload a file")
    version = forms.CharField(widget=forms.HiddenInput, required=False)


class FilterForm(GovukForm):
    """Filters: none of them is required, and none says so."""

    mark_optional = False

    q = PlainTextField(label="Search", required=False)
    department = forms.MultipleChoiceField(
        label="Department", required=False, choices=DEPARTMENTS, widget=forms.CheckboxSelectMultiple
    )
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Any status"), ("raised", "Raised"), ("accepted", "Accepted")]
    )
