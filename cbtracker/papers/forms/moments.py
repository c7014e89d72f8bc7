"""What a person chooses of a board paper: its moment, its marking and its format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from cbtracker.papers.assembly import DEFAULT_MARKING
from cbtracker.papers.exporters import FORMATS
from cbtracker.papers.moments import not_after
from cbtracker.web.clock import WrongMoment, read_clock
from cbtracker.web.formats import LONDON
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField


class AsAtForm(GovukForm):
    """A date and a time that together are a moment, `cleaned_data["moment"]`; `blank` where neither is given."""

    mark_optional = False

    as_at = GovukDateField(
        label="Date", required=False, help_text="For example, 22 3 2011. Leave blank for the register as it is now."
    )
    time = forms.CharField(
        label="Time",
        required=False,
        max_length=20,
        help_text="For example, 5pm or 17:00. Leave blank for midnight, when the day begins.",
    )

    def __init__(self, *args: Any, now: dt.datetime | None = None, **options: Any) -> None:
        """`now` is the latest moment that may be chosen."""
        super().__init__(*args, **options)
        self.now = now or timezone.now()
        self.blank: dt.datetime | None = None

    def clean_time(self) -> dt.time | None:
        """The time of day, in London."""
        typed = self.cleaned_data["time"]
        try:
            return read_clock(typed) if typed else None
        except WrongMoment as wrong:
            raise ValidationError(str(wrong)) from wrong

    def clean(self) -> dict[str, Any]:
        """Put date and time together as `moment`."""
        cleaned = super().clean() or {}
        if not {"as_at", "time"} & self.errors.keys():
            cleaned["moment"] = self._moment(cleaned["as_at"], cleaned["time"])
        return cleaned

    def _moment(self, day: dt.date | None, time: dt.time | None) -> dt.datetime | None:
        if day is None and time is None:
            return self.blank
        if day is None:
            self.add_error("as_at", "Enter the date too, or leave the time blank")
            return None
        try:
            return not_after(dt.datetime.combine(day, time or dt.time(), tzinfo=LONDON), now=self.now)
        except WrongMoment as wrong:
            self.add_error("as_at", str(wrong).rstrip("."))
            return None


def _marked(data: Mapping[str, Any]) -> QueryDict:
    filled = QueryDict(mutable=True)
    filled.update(data)
    filled.setdefault("marking", DEFAULT_MARKING)
    return filled


class MarkingForm(GovukForm):
    """Under which marking a paper is printed; OFFICIAL unless said."""

    marking = PlainTextField(label="Security marking", max_length=60, help_text="Printed on every page.")

    def __init__(self, data: Mapping[str, Any]) -> None:
        """`data` are a page's GET parameters."""
        super().__init__(_marked(data))


class MomentForm(AsAtForm):
    """As at which moment, and under which marking. Everything has a default: now, and OFFICIAL."""

    marking = PlainTextField(label="Security marking", max_length=60, help_text="Printed on every page.")

    def __init__(self, data: Mapping[str, Any], *, now: dt.datetime | None = None) -> None:
        """`data` are a page's GET parameters; `now` is the latest moment that there can be a paper of."""
        super().__init__(_marked(data), now=now)
        self.blank = self.now

    def query(self) -> dict[str, str]:
        """The parameters of a lasting address of exactly this paper."""
        moment = self.cleaned_data["moment"].astimezone(LONDON)
        return {
            "as_at": moment.date().isoformat(),
            "time": moment.time().isoformat(),
            "marking": self.cleaned_data["marking"],
        }


class DownloadForm(MomentForm):
    """The same, and in which format."""

    format = forms.ChoiceField(label="Format", choices=[(name, made.label) for name, made in FORMATS.items()])
