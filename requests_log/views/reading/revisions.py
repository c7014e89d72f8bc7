"""Two versions of a request, old and new side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cbtracker.web.answers import form_status
from cbtracker.web.diff import Part, compare
from cbtracker.web.forms import GovukForm
from requests_log.differences import changes_between
from requests_log.models import Action
from requests_log.records import Record
from requests_log.sights import sees_whitehall
from requests_log.timeline import for_reader, visible_records
from requests_log.views.reading.detail import VisibleEntryView

LISTED = 200


class CompareForm(GovukForm):
    """Which two versions to lay side by side; `to` alone: it and the one before."""

    mark_optional = False
    since = forms.IntegerField(label="From version", required=False, min_value=1, max_value=10**8)
    to = forms.IntegerField(label="To version", required=False, min_value=1, max_value=10**8)
    since.look = {"width": 3}  # type: ignore[attr-defined]
    to.look = {"width": 3}  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The first is older than the second."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("since"), cleaned.get("to")
        if first and last and first >= last:
            self.add_error("since", "From version must be lower than to version")
        return cleaned


@dataclass(frozen=True)
class Difference:
    """One label with its two texts, word by word."""

    label: str
    parts: list[Part]


class Revisions(VisibleEntryView):
    """The versions that the reader may see, as they number them, and two of them compared."""

    rows: Any
    number: str

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Compare; the newest with the one before unless told otherwise. 422 for versions that cannot be read."""
        entry = self.find(reference)
        self.rows = visible_records(entry, request.user)
        self.number = "version" if sees_whitehall(request.user) else "area_version"
        form = CompareForm(request.GET)
        old = new = None
        if form.is_valid():
            old, new = self._pair(form)
        listed = self._listed()
        context = {
            "entry": entry,
            "form": form,
            "listed": listed,
            "old": old,
            "new": new,
            "differences": differences(old, new) if old and new else [],
        }
        return render(request, "requests_log/revisions.html", context, status=form_status(form))

    def _listed(self) -> list[dict[str, Any]]:
        found = self.rows.values_list(self.number, "action", "by_name", "effective_at", "area_visible")[:LISTED]
        return [
            {"version": version, "title": Action(action).label, "by": by, "at": at, "whitehall_only": not visible}
            for version, action, by, at, visible in found
        ]

    def _pair(self, form: CompareForm) -> tuple[Record | None, Record | None]:
        since, last = form.cleaned_data["since"], form.cleaned_data["to"]
        newest, older = self._two_up_to(last)
        if last and (newest is None or newest.version != last):
            form.add_error("to", f"There is no version {last}. Choose one from the list")
            return None, None
        if newest is None:
            raise Http404
        if since and (older is None or older.version != since):
            older, _ = self._two_up_to(since)
        if since and (older is None or older.version != since):
            form.add_error("since", f"There is no version {since}. Choose one from the list")
            return None, None
        return older, newest

    def _two_up_to(self, last: int | None) -> tuple[Record | None, Record | None]:
        """The newest version not above `last`, and the one before it."""
        rows = self.rows if last is None else self.rows.filter(**{f"{self.number}__lte": last})
        found = for_reader([Record.of_revision(*row[:-1]) for row in rows[:2]], self.request.user)
        newest, older, *_ = [*found, None, None]
        return newest, older


def differences(old: Record, new: Record) -> list[Difference]:
    """What the two say differently, in words with the changed ones marked."""
    changes = changes_between(old.data, new.data)
    return [Difference(change.label, compare(change.old, change.new)) for change in changes]
