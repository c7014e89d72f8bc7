"""The page of what changed between two moments, for every reader of the register as themselves."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from cbtracker.papers.changes_page import changes_page
from cbtracker.papers.forms.changes import ChangesForm
from cbtracker.web.answers import form_status
from cbtracker.web.formats import as_datetime, plural
from cbtracker.web.streaming import csv_response
from requests_log.changes_since import Changes, read_changes
from requests_log.changes_since.rows import HEADER, change_rows
from requests_log.views.permitted import PermittedView


class ComparesMoments(PermittedView):
    """A page of two moments that the address chooses."""

    http_method_names = ["get", "head", "options"]

    @cached_property
    def form(self) -> ChangesForm:
        """What the address chooses."""
        return ChangesForm(self.request.GET, user=self.request.user, now=timezone.now())

    def changes(self) -> Changes:
        """What changed, as the person may know it; the form is valid."""
        return read_changes(self.request.user, self.form.since_point, self.form.until_point)

    def show(self, **context: Any) -> HttpResponse:
        """The page, with what was typed and what is wrong with it."""
        context = {"form": self.form, "heading": "What has changed", **context}
        return render(self.request, "papers/changes.html", context, status=form_status(self.form))


class ChangesView(ComparesMoments):
    """What changed since the last paper, or between any two moments; the address can be passed on."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of it."""
        if not self.form.is_valid():
            return self.show()
        changes = self.changes()
        query = urlencode(self.form.query())
        address = f"{reverse('papers:changes')}?{query}"
        return self.show(
            heading=_heading(changes),
            paper=self.form.cleaned_data["paper"],
            changes=changes,
            page=changes_page(changes, number=_number(request.GET.get("page", "")), address=address),
            link=address,
            download=f"{reverse('papers:changes_csv')}?{query}",
        )


class ChangesCsvView(ComparesMoments):
    """The same as a table to take away, a row for everything that changed."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Send the file, or the page where something in the address is wrong."""
        if not self.form.is_valid():
            return self.show()
        since, until = (timezone.localdate(point.moment) for point in (self.form.since_point, self.form.until_point))
        return csv_response(f"changes-{since}-to-{until}", HEADER, change_rows(self.changes()))


def _heading(changes: Changes) -> str:
    count = plural(len(changes.changed), "request")
    return f"{count} changed from {as_datetime(changes.since)} to {as_datetime(changes.until)}"


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 1
