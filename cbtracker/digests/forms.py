"""What people say about digests."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from cbtracker.digests.models import QuietPeriod
from cbtracker.digests.periods import Frequency
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField

EARLIEST, LATEST = date(2010, 10, 20), date(2099, 12, 31)
"""From the Spending Review on; the end is there so that a year typed wrongly is noticed."""


class FrequencyForm(GovukForm):
    """How often the digest comes."""

    frequency = forms.ChoiceField(
        label="How often do you want the digest?",
        choices=Frequency.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select how often you want the digest"),
    )


def _day(label: str, **options: Any) -> GovukDateField:
    return GovukDateField(label=label, earliest=EARLIEST, latest=LATEST, **options)


class QuietPeriodForm(GovukForm):
    """Days on which no digest is sent."""

    name = PlainTextField(label="Name", max_length=100, help_text="For example, Easter recess")
    kind = forms.ChoiceField(
        label="What kind of time it is", choices=QuietPeriod.Kind.choices, widget=forms.RadioSelect
    )
    from_on = _day("First day", help_text="For example, 5 4 2011")
    until_on = _day("Last day", help_text="No digest is sent on this day either")
