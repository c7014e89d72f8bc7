"""Calls, and what became of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from areas.access import can
from cbtracker.accounts.permissions import Permission, Role
from cbtracker.web.answers import form_status
from cbtracker.web.formats import LONDON
from cbtracker.web.streaming import csv_response
from requests_log.actions import ActionLink
from requests_log.call_results import CallResult, call_result, known_requests, reply_counts
from requests_log.call_table import COLUMNS, LABELS, csv_rows, file_name
from requests_log.call_words import result_sentences
from requests_log.models import Call
from requests_log.views.calls.base import CallView
from requests_log.views.reading.detail import AsAtForm


class CallList(CallView):
    """The calls that the person may know of, the newest first; for an officer, what is left to answer."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them with how many replied."""
        found = reply_counts(self.user)
        today = timezone.localdate()
        context = {
            "calls": [
                {**found[call.pk], "call": call, "is_over": call.due_on < today}
                for call in Call.objects.visible_to(self.user)
            ],
            "is_officer": self.user.role == Role.OFFICER,
            "may_issue": can(self.user, Permission.ISSUE_CALLS),
        }
        return render(request, "requests_log/calls/list.html", context)


class CallAsAtForm(AsAtForm):
    """The moment at which to show what had come in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_at"].label = "See what had come in by"


class CallDetail(CallView):
    """One call: the question, and what the places answered, now or by a moment."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show it."""
        call = self.find()
        form = CallAsAtForm(request.GET if "as_at" in request.GET else None)
        moment = form.cleaned_data["as_at"] if form.is_bound and form.is_valid() else None
        as_at = moment or timezone.now()
        result = call_result(call, as_at=as_at, reader=self.user)
        own = self.user.role == Role.OFFICER
        context = {
            "call": call,
            "form": form,
            "moment": moment,
            "not_yet": as_at < call.issued_at,
            "result": result,
            "is_over": result.is_over,
            "own": own,
            "sentences": [] if own else result_sentences(result),
            "rows": [] if own else _counts(result),
            "cards": self._cards(call, result, moment),
            "may_answer": can(self.user, Permission.ANSWER_CALL) and moment is None,
            "extensions": call.extensions.filter(at__lte=as_at),
            "actions": self._actions(call, moment),
            "page_has_errors": form.is_bound and not form.is_valid(),
        }
        return render(request, "requests_log/calls/call.html", context, status=form_status(form))

    def _cards(self, call: Call, result: CallResult, moment: datetime | None) -> list[dict[str, Any]]:
        """The replies with their requests and, for who may, the page to answer or correct them on."""
        may_answer = can(self.user, Permission.ANSWER_CALL) and moment is None
        known = known_requests(result, self.user)
        return [
            {
                "reply": place,
                "label": LABELS[place.kind],
                "additions": [one for one in place.additions if one.pk in known],
                "href": reverse("requests:answer", args=[call.slug, place.addressee]) if may_answer else "",
            }
            for place in result.places
        ]

    def _actions(self, call: Call, moment: datetime | None) -> list[ActionLink]:
        at = f"?as_at={moment.astimezone(LONDON).strftime('%Y-%m-%dT%H:%M')}" if moment else ""
        actions = [ActionLink("Download as CSV", reverse("requests:call_csv", args=[call.slug]) + at)]
        if can(self.user, Permission.ISSUE_CALLS):
            actions.insert(0, ActionLink("Extend the date", reverse("requests:call_extend", args=[call.slug])))
        return actions


def _counts(result: CallResult) -> list[dict[str, Any]]:
    """How many gave which answer, and who; in the order in which a paper says it."""
    parts = (
        ("Nothing to add", result.nil),
        ("Additions", result.additions),
        ("A comment", result.comment),
        ("No reply", result.no_reply),
        ("Of the replies, late", result.late),
    )
    return [
        {"label": label, "number": len(places), "names": [place.name for place in places]} for label, places in parts
    ]


class CallCsv(CallView):
    """The result as CSV, as at a moment."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        """Send the file; a moment that cannot be read gives the call's page with the fault."""
        call = self.find()
        form = CallAsAtForm(request.GET)
        if not form.is_valid():
            return CallDetail.as_view()(request, slug=slug)
        as_at = form.cleaned_data["as_at"] or timezone.now()
        result = call_result(call, as_at=as_at, reader=self.user)
        return csv_response(file_name(result), COLUMNS, csv_rows(result, known_requests(result, self.user)))
