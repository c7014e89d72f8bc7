"""Which two moments are compared: since a paper or a moment, up to a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from cbtracker.papers.models import Paper
from cbtracker.papers.moments import not_after
from cbtracker.web.clock import WrongMoment, at_clock, read_clock
from cbtracker.web.formats import LONDON, as_datetime
from cbtracker.web.forms import GovukDateField, GovukForm
from requests_log.changes_since import Point

NO_PAPER = dt.timedelta(days=7)
_TIME = "For example, 5pm or 17:00. Leave blank for midnight, when the day begins."


class _PaperField(forms.ModelChoiceField):
    """An issued paper, by its title and its moment."""

    def label_from_instance(self, obj: Paper) -> str:
        """For example "Requests of Whitehall, as at 22 March 2011, 5:00pm"."""
        return f"{obj}, as at {as_datetime(obj.as_at)}"


class ChangesForm(GovukForm):
    """Since which paper or moment, and up to when. Blank: since the last paper that the person may read, up to now.

    A date wins over a paper, so that neither has to be cleared for the other.
    """

    mark_optional = False

    paper = _PaperField(
        Paper.objects.none(),
        label="Since a paper",
        required=False,
        empty_label="Another moment",
        error_messages={"invalid_choice": "Choose a paper from the list"},
    )
    since = GovukDateField(
        label="Or since a date",
        required=False,
        help_text="For example, 22 3 2011. The register is read as it was known then.",
    )
    since_time = forms.CharField(label="Time", required=False, max_length=20, help_text=_TIME)
    until = GovukDateField(label="Up to", required=False, help_text="For example, 24 3 2011. Leave blank for now.")
    until_time = forms.CharField(label="Time on that day", required=False, max_length=20, help_text=_TIME)

    def __init__(self, data: Mapping[str, Any], *, user: Any, now: dt.datetime) -> None:
        """`data` are the page's GET parameters; `now` is the latest moment that there can be."""
        filled = QueryDict(mutable=True)
        filled.update(data)
        super().__init__(filled)
        self.now = now
        self.papers = Paper.objects.visible_to(user).issued()
        self.fields["paper"].queryset = self.papers  # type: ignore[attr-defined]
        self.since_point = self.until_point = Point(now)

    def clean_since_time(self) -> dt.time | None:
        """The time of day, in London."""
        return _clock(self.cleaned_data["since_time"])

    def clean_until_time(self) -> dt.time | None:
        """The time of day, in London."""
        return _clock(self.cleaned_data["until_time"])

    def clean(self) -> dict[str, Any]:
        """Put the moments together as `since_point` and `until_point`; what is compared with is kept as `paper`."""
        cleaned = super().clean() or {}
        if not self.errors:
            until = self._moment("until") or self.now
            since = self._moment("since")
            if not self.errors:
                self._points(cleaned, since, until)
        return cleaned

    def _points(self, cleaned: dict[str, Any], since: dt.datetime | None, until: dt.datetime) -> None:
        paper = None if since else cleaned.get("paper") or self._last_paper(until)
        cleaned["paper"] = paper
        if paper is not None and paper.as_at is not None:
            self.since_point = Point(paper.as_at, paper.known_at)
        else:
            moment = since or until - NO_PAPER
            self.since_point = Point(moment, moment)
        self.until_point = Point(until)
        if self.since_point.moment > until:
            shown = as_datetime(self.since_point.moment)
            self.add_error("paper" if paper else "since", f"{shown} is later than what it is compared up to")

    def _last_paper(self, until: dt.datetime) -> Paper | None:
        return self.papers.current().filter(as_at__lte=until).first()

    def _moment(self, name: str) -> dt.datetime | None:
        day, clock = self.cleaned_data[name], self.cleaned_data[f"{name}_time"]
        if day is None:
            if clock is not None:
                self.add_error(name, "Enter the date too, or leave the time blank")
            return None
        try:
            return not_after(at_clock(day, clock or dt.time()), now=self.now)
        except WrongMoment as wrong:
            self.add_error(name, str(wrong).rstrip("."))
            return None

    def query(self) -> dict[str, str]:
        """The parameters of a lasting address of exactly these changes."""
        paper, until = self.cleaned_data["paper"], _parts("until", self.until_point.moment)
        return {"paper": str(paper.pk), **until} if paper else {**_parts("since", self.since_point.moment), **until}


def _clock(typed: str) -> dt.time | None:
    try:
        return read_clock(typed) if typed else None
    except WrongMoment as wrong:
        raise ValidationError(str(wrong)) from wrong


def _parts(name: str, moment: dt.datetime) -> dict[str, str]:
    local = moment.astimezone(LONDON)
    return {name: local.date().isoformat(), f"{name}_time": local.time().isoformat()}
