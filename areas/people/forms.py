"""Forms about people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from areas.models import DepartmentMembership
from areas.people.selectors import authority_choices, department_choices, neighbourhood_choices
from cbtracker.accounts.forms import HOW_LONG
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission, Role, holds
from cbtracker.accounts.services import Charge
from cbtracker.web.forms import GovukForm, PlainTextField

NOBODY_YET = [("", "Choose")]
NO_CANDIDATE = "Nobody has the role for this. Invite somebody, then come back"


class InviteForm(GovukForm):
    """Whom to invite, in which role, and in charge of what."""

    full_name = PlainTextField(label="Full name", max_length=150)
    email = forms.EmailField(label="Email address", max_length=254)
    job_title = PlainTextField(label="Job title", max_length=150, required=False)
    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)
    authority = forms.ChoiceField(label="Authority", required=False)
    place = forms.ChoiceField(
        label="Authority to lead for", required=False, help_text="You can add more when the invitation is accepted"
    )
    neighbourhood = forms.ChoiceField(
        label="Neighbourhood",
        required=False,
        help_text="Is it not there? Add it on the page of its authority first",
    )
    department = forms.ChoiceField(label="Department", required=False)
    part = forms.ChoiceField(
        label="Part",
        choices=DepartmentMembership.Part.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=DepartmentMembership.Part.CHAMPION,
        help_text="A new champion takes over from the present one",
    )

    asked_of = {
        Role.OFFICER: "authority",
        Role.LOCALITY_LEAD: "place",
        Role.COMMUNITY: "neighbourhood",
        Role.CHAMPION: "department",
    }
    missing = {
        "authority": "Select an authority",
        "place": "Select an authority",
        "neighbourhood": "Select a neighbourhood",
        "department": "Select a department",
    }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(r, n) for r, n in Role.choices if r != Role.ADMINISTRATOR or holds(by, Permission.MANAGE_ACCOUNTS)]
        self._choices("role", roles)
        self._choices("authority", NOBODY_YET + authority_choices())
        self._choices("place", NOBODY_YET + authority_choices())
        self._choices("neighbourhood", NOBODY_YET + neighbourhood_choices())
        self._choices("department", NOBODY_YET + department_choices())

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the place or department that the role needs."""
        data = super().clean() or {}
        asked = self.asked_of.get(data.get("role", ""))
        if asked and not data.get(asked) and asked not in self.errors:
            self.add_error(asked, self.missing[asked])
        return data

    def duties(self) -> dict[str, Any]:
        """Return what the person is to have, as `areas.services.people` reads it."""
        data = self.cleaned_data
        if data["role"] == Role.OFFICER:
            return {"authorities": [data["authority"]]}
        if data["role"] == Role.LOCALITY_LEAD:
            return {"places": [data["place"]]}
        if data["role"] == Role.COMMUNITY:
            return {"neighbourhoods": [data["neighbourhood"]]}
        if data["role"] == Role.CHAMPION:
            part = data["part"] or DepartmentMembership.Part.CHAMPION
            return {"departments": [{"abbreviation": data["department"], "part": part}]}
        return {}


class AcceptForm(GovukForm):
    """The name and password of somebody who accepts an invitation."""

    full_name = PlainTextField(label="Full name", max_length=150)
    password1 = forms.CharField(
        label="Password", strip=False, widget=forms.PasswordInput, help_text=HOW_LONG, max_length=128
    )
    password2 = forms.CharField(label="Password again", strip=False, widget=forms.PasswordInput, max_length=128)

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["full_name"].widget.attrs["autocomplete"] = "name"
        for name in ("password1", "password2"):
            self.fields[name].widget.attrs["autocomplete"] = "new-password"

    def clean(self) -> dict[str, Any]:
        """Check that the password is a good one, and typed twice alike."""
        data = super().clean() or {}
        password = data.get("password1")
        if password and data.get("password2") and password != data["password2"]:
            self.add_error("password2", "Type the same password twice")
        if password:
            try:
                validate_password(password, User(email=self.email, full_name=data.get("full_name", "")))
            except ValidationError as weak:
                self.add_error("password1", weak)
        return data


class PersonField(forms.ModelChoiceField):
    """One person, shown by name and address, since names repeat."""

    def __init__(self, people: QuerySet[User], **options: Any) -> None:
        super().__init__(queryset=people, empty_label="Choose", **options)

    def label_from_instance(self, obj: Any) -> str:
        """The person as one line of the list."""
        return f"{obj.full_name} ({obj.email})"


class AssignForm(GovukForm):
    """Who takes a post over; `note` where there is a handover."""

    user = PersonField(User.objects.none(), label="Person")
    note = PlainTextField(
        label="Handover note",
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text="What the next person should know. Only people in Whitehall see it",
    )

    def __init__(self, *args: Any, people: QuerySet[User], with_note: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
        if not with_note:
            del self.fields["note"]


class EndAccessForm(GovukForm):
    """Who takes over what somebody leaves: one question per charge."""

    def __init__(self, *args: Any, charges: Sequence[Charge], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"charge-{charge.key.replace(':', '-')}": charge.key for charge in charges}
        for name, charge in zip(self.names, charges, strict=True):
            self.fields[name] = PersonField(
                User.objects.filter(pk__in=charge.candidates).order_by("full_name", "pk"),
                label=charge.label,
                initial=charge.suggested,
                help_text="" if charge.candidates else NO_CANDIDATE,
                error_messages=dict.fromkeys(("required", "invalid_choice"), f"Choose who takes over: {charge.label}"),
            )
        if charges:
            self.fields["note"] = PlainTextField(
                label="Handover note",
                required=False,
                max_length=2000,
                widget=forms.Textarea,
                help_text="What those who take over should know. Only people in Whitehall see it",
            )

    def successors(self) -> dict[str, User]:
        """Return who takes over what, by the key of the charge."""
        return {key: self.cleaned_data[name] for name, key in self.names.items()}
