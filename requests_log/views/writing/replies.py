"""What an area says back, and who watches a request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cbtracker.accounts.permissions import Permission
from requests_log.forms.positions import PersistsForm, ReplyForm
from requests_log.models import Status
from requests_log.records import standings
from requests_log.services import reply, say_persists, unwatch, watch
from requests_log.views.writing.base import ChangeView, EntryView


class ReplyView(ChangeView):
    """An officer answers to where the own request stands. Adding words loses nobody's, so no version is named."""

    permission = Permission.REPLY
    form_class: type[forms.Form] = ReplyForm
    template_name = "requests_log/reply.html"
    title = "Reply"
    button = "Send the reply"
    done = "Reply saved"
    versioned = False

    def save(self, form: forms.Form, expected: int) -> Any:
        """Reply."""
        return reply(self.entry, by=self.user, **form.cleaned_data)

    def context(self) -> dict[str, Any]:
        """What stands, as areas may read it."""
        return {"standings": standings(self.entry.record, whitehall=False)}


class PersistsView(ReplyView):
    """An officer says that a barrier called addressed is still there."""

    permission = Permission.SAY_PERSISTS
    form_class = PersistsForm
    title = "Say that the barrier is still there"
    button = "Send"
    done = "Saved. The department sees that the barrier is still there"
    allowed = (Status.ADDRESSED,)

    def save(self, form: forms.Form, expected: int) -> Any:
        """Say so."""
        return say_persists(self.entry, by=self.user, **form.cleaned_data)


class WatchView(EntryView):
    """Watch a request."""

    http_method_names = ["post", "options"]
    permission = Permission.WATCH

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Watch it; twice is once."""
        watch(self.entry, by=self.user)
        messages.success(request, f"You watch {self.entry.reference} now")
        return redirect(self.detail_url)


class UnwatchView(EntryView):
    """Stop watching a request."""

    http_method_names = ["post", "options"]
    permission = Permission.WATCH

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Stop."""
        unwatch(self.entry, by=self.user)
        messages.success(request, f"You no longer watch {self.entry.reference}")
        return redirect(self.detail_url)
