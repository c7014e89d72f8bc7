"""The form that an access token is created with."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms

from cbtracker.rest.models import NAME_LENGTH, Scope
from cbtracker.rest.services import USUAL_DAYS
from cbtracker.web.formats import as_date
from cbtracker.web.forms import GovukForm, PlainTextField

TERMS = {30: "30 days", USUAL_DAYS: "90 days", 365: "1 year"}


class TokenForm(GovukForm):
    """What a token is for, what it may do and how long it lasts."""

    name = PlainTextField(
        label="What the token is for",
        max_length=NAME_LENGTH,
        help_text="For example, “Monthly figures for the dashboard”. Administrators see it too",
        error_messages={"required": "Enter what the token is for"},
    )
    scopes = forms.TypedMultipleChoiceField(
        label="What the token may do",
        choices=Scope.choices,
        coerce=Scope,
        widget=forms.CheckboxSelectMultiple,
        help_text="Select all that it needs and nothing else. It can never do more than you can",
        error_messages={"required": "Select what the token may do"},
    )
    days = forms.TypedChoiceField(
        label="How long the token lasts",
        coerce=int,
        widget=forms.RadioSelect,
        initial=USUAL_DAYS,
        error_messages={"required": "Select how long the token lasts"},
    )
    scopes.look = {  # type: ignore[attr-defined]
        "hints": {
            Scope.READ: "Read what you can read",
            Scope.WRITE: "Add and change what you can add and change. The record says that it was you",
            Scope.EXPORT: "Download lists and papers as files",
        }
    }

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = [(days, f"{words}, until {as_date(now + timedelta(days=days))}") for days, words in TERMS.items()]
        self.fields["days"].choices = ends  # type: ignore[attr-defined]
