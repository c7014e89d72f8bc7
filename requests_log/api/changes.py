"""What changed in the register between two moments, as the reader may know it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from rest_framework import serializers
from rest_framework.response import Response

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import wrong_parameter
from cbtracker.rest.operation import Query, operation
from cbtracker.rest.schema import PAGING
from cbtracker.rest.shapes import Moment, Out
from cbtracker.web.links import querystring
from cbtracker.web.streaming import csv_response
from requests_log.api.requests import moment_of
from requests_log.changes_since import Changes, NotComparable, Point, RequestChange, read_changes
from requests_log.changes_since.rows import HEADER, change_rows
from requests_log.paper_source import StatusLine

USUALLY = timedelta(days=7)
AT = "A date, or a date and time (ISO 8601). "
UNTIL = Query(AT + "Now unless said", "2011-03-29")
PLACE = {"type": "integer", "minimum": 0, "maximum": 10**9 - 1}
PAGES = {
    "beyond": Query("How many requests to pass over: take it from `next`", 25, PLACE),
    "size": PAGING["size"],
}


class FactOut(Out):
    """One thing that changed about a request, in words."""

    kind = serializers.CharField()
    what = serializers.CharField()
    old = serializers.CharField(allow_blank=True)
    new = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    reasons = serializers.ListField(child=serializers.CharField())
    keys = ("kind", "what")


class RequestChangeOut(Out):
    """A request and all that changed about it. `reference` is blank where you may know of its freedom only."""

    kind = serializers.CharField()
    reference = serializers.CharField(allow_blank=True)
    issue = serializers.CharField()
    areas_label = serializers.CharField(source="line.areas", allow_blank=True)
    departments_label = serializers.CharField(source="line.departments", allow_blank=True)
    section = serializers.CharField(allow_blank=True)
    facts = FactOut(many=True)
    keys = ("kind", "reference")


class StatusChangeOut(Out):
    """A sentence about a workstream that began or ended to hold."""

    change = serializers.ChoiceField(choices=["begun", "ended"])
    workstream = serializers.CharField()
    text = serializers.CharField()
    keys = ("change", "workstream", "text")


class ChangesOut(Out):
    """What changed. `totals` counts requests by kind, each request once; `line` says it in words."""

    since = Moment()
    known_at = Moment(allow_null=True)
    until = Moment()
    line = serializers.CharField()
    totals = serializers.DictField(child=serializers.IntegerField())
    next = serializers.CharField(allow_null=True)
    requests = RequestChangeOut(many=True)
    workstreams = StatusChangeOut(many=True)
    keys = ("since", "until", "next")
    example = {
        "since": "2011-03-22T17:00:00Z",
        "known_at": "2011-03-22T17:00:00Z",
        "until": "2011-03-29T17:00:00Z",
        "line": "1 request changed: 1 slipped.",
        "totals": {"slipped": 1},
        "next": None,
        "requests": [
            {
                "kind": "slipped",
                "reference": "CB-0001",
                "issue": "Let one assessment of a family count for every agency",
                "areas_label": "Greater Manchester",
                "departments_label": "DfE/DWP",
                "section": "to_resolve",
                "facts": [
                    {
                        "kind": "slipped",
                        "what": "Due date slipped",
                        "old": "1 April 2011",
                        "new": "30 April 2011",
                        "note": "",
                        "reasons": ["The form is with lawyers"],
                    }
                ],
            }
        ],
        "workstreams": [],
    }


class ChangesSince(ProgrammeViewSet):
    """The register compared with itself."""

    tag = "Requests"

    @operation(
        "See what changed between two moments",
        permission=Permission.READ_REGISTER,
        gives=ChangesOut,
        csv=True,
        csv_permission=Permission.READ_REGISTER,
        query={
            "since": Query(AT + "Seven days before `until` unless said", "2011-03-22"),
            "until": UNTIL,
            "known_at": Query(AT + "By what had been recorded then `since` is read; `since` unless said", "2011-03-22"),
            **PAGES,
        },
    )
    def retrieve(self, request: Any) -> HttpResponseBase:
        """What the register says otherwise at `until` than it said at `since`, the weightiest changes first.

        Requests that were only confirmed, or of which there is no word, come last. As CSV a row for each change.
        """
        until = self.until()
        since = self._moment("since") or until - USUALLY
        return self.between(Point(since, self._moment("known_at") or since), until)

    def between(self, since: Point, until: datetime) -> HttpResponseBase:
        """What changed from `since` to `until`: a page of it, or all of it as CSV."""
        beyond, size = self._beyond(), self.size()
        try:
            changes = read_changes(self.request.user, since, Point(until))
        except NotComparable as wrong:
            raise wrong_parameter("since", str(wrong)) from None
        if self.wants_csv:
            days = (timezone.localdate(moment) for moment in (since.moment, until))
            return csv_response("changes-{}-to-{}".format(*days), HEADER, change_rows(changes))
        return Response(self.represent(self._said(changes, since.known_at, beyond, size)))

    def until(self) -> datetime:
        """Up to when: now, unless the parameter says another moment."""
        return self._moment("until") or timezone.now()

    def _moment(self, name: str) -> datetime | None:
        return moment_of(name, str(self.params[name])) if name in self.params else None

    def _beyond(self) -> int:
        said = self.params.get("beyond", "0")
        if not (said.isascii() and said.isdigit() and len(said) < 10):
            raise wrong_parameter("beyond", "Enter a number. Follow next from the first page.")
        return int(said)

    def _said(self, changes: Changes, known_at: datetime | None, beyond: int, size: int) -> dict[str, Any]:
        """The page of `changes` that begins after `beyond` requests; the next one is of the same moments."""
        moments = {"since": changes.since, "known_at": known_at, "until": changes.until}
        known = self.operation.query
        fixed = {name: moment.isoformat() for name, moment in moments.items() if moment and name in known}
        is_more = len(changes.requests) > beyond + size
        following = querystring(self.params, **fixed, beyond=beyond + size) if is_more else ""
        return {
            **moments,
            "line": changes.line,
            "totals": {kind.value: count for kind, count in changes.totals.items()},
            "next": self.address_of(following),
            "requests": [_request(change) for change in changes.requests[beyond : beyond + size]],
            "workstreams": [*_statuses("begun", changes.begun), *_statuses("ended", changes.ended)],
        }


def _request(change: RequestChange) -> dict[str, Any]:
    line = change.line
    return {
        "kind": change.kind.value,
        "reference": line.reference,
        "issue": line.issue,
        "line": line,
        "section": line.section if change.new else "",
        "facts": [
            {
                **{name: getattr(fact, name) for name in ("what", "old", "new", "note")},
                "kind": fact.kind.value,
                "reasons": list(fact.reasons),
            }
            for fact in change.facts
        ],
    }


def _statuses(change: str, lines: Iterable[StatusLine]) -> list[dict[str, str]]:
    return [{"change": change, "workstream": line.workstream, "text": line.text} for line in lines]
