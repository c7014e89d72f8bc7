"""A request taken back, marked as a duplicate, or opened again; and its related requests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cbtracker.accounts.permissions import Permission
from requests_log.forms.lifecycle import DuplicateForm, RelatedForm, ReopenForm, WithdrawForm
from requests_log.linked import related_links
from requests_log.models import OPEN_STATUSES, LoggedRequest, RequestLink, Status
from requests_log.services import link_related, mark_duplicate, reopen, unlink, withdraw
from requests_log.views.writing.base import ChangeView, EntryView

CLOSED_STATUSES = (Status.ADDRESSED, Status.WITHDRAWN, Status.DUPLICATE)
WAITING_OR_OPEN = (Status.RAISED, *OPEN_STATUSES)


class WithdrawView(ChangeView):
    """Take a request back."""

    permission = Permission.WITHDRAW
    form_class = WithdrawForm
    template_name = "requests_log/about_issue.html"
    title = "Withdraw this request"
    button = "Withdraw the request"
    done = "Request withdrawn"
    allowed = WAITING_OR_OPEN

    def save(self, form: forms.Form, expected: int) -> Any:
        """Withdraw it."""
        return withdraw(self.entry, by=self.user, expected_version=expected, **form.cleaned_data)


class ReopenView(ChangeView):
    """Open a request again."""

    permission = Permission.RESOLVE
    form_class = ReopenForm
    template_name = "requests_log/about_issue.html"
    title = "Open this request again"
    button = "Open it again"
    done = "Request opened again"
    allowed = CLOSED_STATUSES

    def initial(self) -> dict[str, Any]:
        """The timescale it had."""
        return {"timescale": self.entry.timescale}

    def save(self, form: forms.Form, expected: int) -> Any:
        """Open it again."""
        return reopen(self.entry, by=self.user, expected_version=expected, **form.cleaned_data)


class DuplicateView(ChangeView):
    """Say that a request asks the same as another; no text is merged."""

    permission = Permission.TRIAGE
    form_class = DuplicateForm
    template_name = "requests_log/about_issue.html"
    title = "Mark as a duplicate"
    button = "Mark as a duplicate"
    done = "Marked as a duplicate"
    allowed = WAITING_OR_OPEN

    def form_options(self) -> dict[str, Any]:
        """Only requests that the person may know of are found."""
        return {"user": self.user}

    def save(self, form: forms.Form, expected: int) -> Any:
        """Mark it."""
        return mark_duplicate(self.entry, by=self.user, expected_version=expected, **form.cleaned_data)


class LinksView(ChangeView):
    """The related requests of one: add one, or take one away."""

    permission = Permission.TRIAGE
    form_class = RelatedForm
    template_name = "requests_log/links.html"
    title = "Related requests"
    button = "Add the related request"
    done = "Related request added"
    versioned = False

    def form_options(self) -> dict[str, Any]:
        """Only requests that the person may know of are found."""
        return {"user": self.user}

    def save(self, form: forms.Form, expected: int) -> Any:
        """Link the two."""
        return link_related(self.entry, by=self.user, **form.cleaned_data)

    def after(self) -> HttpResponse:
        """The same page, with the new one in the list."""
        return redirect("requests:links", reference=self.entry.reference)

    def context(self) -> dict[str, Any]:
        """The links, each with the request at its other end."""
        rows = related_links(self.entry).select_related("from_entry", "to_entry")
        return {"links": [(row, _other_end(row, self.entry)) for row in rows]}


class UnlinkView(EntryView):
    """Take a link between related requests back."""

    http_method_names = ["post", "options"]
    permission = Permission.TRIAGE

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take it back; one that is gone already is no fault."""
        link = related_links(self.entry).filter(pk=kwargs["link"]).first()
        if link is not None:
            unlink(link, by=self.user)
            messages.success(request, "Related request removed")
        return redirect("requests:links", reference=self.entry.reference)


def _other_end(link: RequestLink, entry: LoggedRequest) -> LoggedRequest:
    return link.to_entry if link.from_entry_id == entry.pk else link.from_entry
