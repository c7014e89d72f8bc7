"""Issuing a call, checked before it is sent, and moving its date."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cbtracker.accounts.permissions import Permission
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import Conflict
from cbtracker.web.formats import as_date, plural
from requests_log.call_notices import officers_of, without_officers
from requests_log.forms.calls import CallForm, ExtendForm
from requests_log.models import Call
from requests_log.services.calls import StaleCall, extend_call, issue_call
from requests_log.views.calls.base import KEY, STEP, CallView, read_key, sent_again

SAID = ("title", "question", "due_on", "attachments")
NOT_SENT_AGAIN = frozenset({"csrfmiddlewaretoken", STEP})


class NewCall(CallView):
    """What is asked; then the answers to be checked; then it is issued, once however often the button is pressed."""

    permission = Permission.ISSUE_CALLS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        return self._form(CallForm(user=self.user), uuid.uuid4())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what is wrong, or all of it to be checked, or issue it."""
        form = CallForm(request.POST, user=self.user)
        key = read_key(request.POST.get(KEY))
        if key is None:
            form.add_error(None, two_writers.MALFORMED)
            return self._form(form, uuid.uuid4(), FORM_WRONG)
        step = request.POST.get(STEP)
        if not form.is_valid():
            return self._form(form, key, FORM_WRONG)
        if step == "change":
            return self._form(form, key)
        return self._issue(form, key) if step == "issue" else self._check(form)

    def _issue(self, form: CallForm, key: uuid.UUID) -> HttpResponse:
        said: dict[str, Any] = {name: form.cleaned_data[name] for name in SAID}
        places: dict[str, Any] = {"areas": form.asked_areas, "authorities": form.asked_authorities}
        try:
            call = issue_call(by=self.user, key=key, **said, **places)
        except ValidationError as error:
            attach(form, error)
            return self._form(form, key, FORM_WRONG)
        messages.success(self.request, "The call is issued, and the officers of the places are told")
        return redirect("requests:call", slug=call.slug)

    def _form(self, form: CallForm, key: uuid.UUID, status: int = OK) -> HttpResponse:
        context = {"form": form, "key": key, "page_has_errors": status == FORM_WRONG}
        return render(self.request, "requests_log/calls/form.html", context, status=status)

    def _check(self, form: CallForm) -> HttpResponse:
        said, areas, authorities = form.cleaned_data, form.asked_areas, form.asked_authorities
        asked = [*areas, *authorities]
        context = {
            "said": said,
            "asked": asked,
            "who": plural(len(asked), "area") if areas else plural(len(asked), "authority", "authorities"),
            "told": plural(len(officers_of(areas=areas, authorities=authorities)), "officer"),
            "untold": [str(place) for place in without_officers(areas=areas, authorities=authorities)],
            "sent": sent_again(self.request.POST, NOT_SENT_AGAIN),
        }
        return render(self.request, "requests_log/calls/check.html", context)


class ExtendCall(CallView):
    """Give places longer; who comes second sees the date that the first one set (DESIGN rule 4)."""

    permission = Permission.ISSUE_CALLS

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Ask until when, and why."""
        call = self.find()
        return self._form(call, ExtendForm(), call.version)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Move the date."""
        call, form = self.find(), ExtendForm(request.POST)
        if request.POST.get(two_writers.CHOICE) == two_writers.KEEP_THEIRS:
            messages.info(request, "The date was left as it was")
            return redirect("requests:call", slug=slug)
        expected = two_writers.read_version(request.POST)
        if expected is None:
            form.add_error(None, two_writers.MALFORMED)
            return self._form(call, form, call.version, FORM_WRONG)
        if not form.is_valid():
            return self._form(call, form, expected, FORM_WRONG)
        try:
            call = extend_call(call, by=self.user, expected_version=expected, **form.cleaned_data)
        except StaleCall as stale:
            return self._conflict(stale.call, form)
        except ValidationError as error:
            attach(form, error)
            return self._form(call, form, expected, FORM_WRONG)
        messages.success(request, f"Places can answer until the end of {as_date(call.due_on)}")
        return redirect("requests:call", slug=slug)

    def _conflict(self, call: Call, form: ExtendForm) -> HttpResponse:
        last: Any = call.extensions.select_related("by").last()
        now = {"due_on": last.due_on, "reason": last.reason}
        found = Conflict(str(last.by or ""), last.at, two_writers.differences(form, now, form.cleaned_data))
        return self._form(call, form, call.version, CONFLICT, conflict=found)

    def _form(self, call: Call, form: ExtendForm, version: int, status: int = OK, **more: Any) -> HttpResponse:
        context = {
            "call": call,
            "form": form,
            "version": version,
            "back": reverse("requests:call", args=[call.slug]),
            "page_has_errors": status == FORM_WRONG,
            **more,
        }
        return render(self.request, "requests_log/calls/extend.html", context, status=status)
