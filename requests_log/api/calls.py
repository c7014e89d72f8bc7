"""Calls: what is asked of places by a date, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from rest_framework.response import Response

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission, Role
from cbtracker.rest.errors import wrong_parameter
from cbtracker.rest.operation import Query, operation
from cbtracker.rest.preconditions import seen_versions
from cbtracker.web.streaming import csv_response
from requests_log.api.call_shapes import CallExtensionIn, CallIn, CallLine, CallOut, ReturnOut
from requests_log.api.requests import AS_AT, moment_of
from requests_log.call_results import CallResult, PlaceReply, call_result, known_requests, reply_counts
from requests_log.call_table import COLUMNS, csv_rows, file_name
from requests_log.calls_waiting import unanswered
from requests_log.models import Call, ReturnRevision
from requests_log.models.calls import CallQuerySet
from requests_log.services.calls import extend_call, issue_call

ORDER = (("issued_at", "desc"), ("id", "desc"))
FIRST_DUE = (("due_on", "asc"), ("id", "asc"))
WAITING = Query(
    "Only those that wait for the answer of a place for which you answer, the first due first, as on your home page",
    "yes",
    {"type": "string", "enum": ["yes"]},
)
LINE = ("slug", "title", "asked_of", "due_on", "issued_at", "version")


class OfCalls(ProgrammeViewSet):
    """A viewset of calls, or of their returns."""

    tag = "Calls and returns"
    names: ClassVar[dict[str, str]] = {
        "places": "areas",
        "attachments": "links",
        "kind": "answer",
        "existing": "requests",
    }

    def rows(self) -> CallQuerySet:
        """Those that the person may know of."""
        return Call.objects.visible_to(self.request.user)

    def call(self) -> Call:
        """The call of the address, or 404."""
        found: Call = self.find(slug=self.kwargs["slug"])
        return found

    def moment(self) -> datetime | None:
        """The moment that `as_at` names; None for now."""
        return moment_of("as_at", str(self.params["as_at"])) if "as_at" in self.params else None

    def result(self, call: Call, moment: datetime | None = None) -> CallResult:
        """What had come in, of what is the reader's to see; 404 before the call was issued."""
        as_at = moment or timezone.now()
        if as_at < call.issued_at:
            raise Http404
        return call_result(call, as_at=as_at, reader=self.request.user)

    def of_places(self, result: CallResult) -> list[dict[str, Any]]:
        """The places of `result`, each with the requests that the reader may know of."""
        known = known_requests(result, self.request.user)
        return [of_place(place, known) for place in result.places]


def of_place(place: PlaceReply, known: set[int]) -> dict[str, Any]:
    """The plain value that `ReturnOut` gives out."""
    named = [one for one in place.additions if one.pk in known]
    return {
        "id": place.addressee,
        **{name: getattr(place, name) for name in ("place", "area", "authority", "member", "text", "replied_at")},
        **{name: getattr(place, name) for name in ("late", "changed_at", "by", "version")},
        "answer": place.kind,
        "requests": [{"reference": one.reference, "issue": one.issue} for one in named],
    }


class Calls(OfCalls):
    """Calls."""

    def version_of(self, row: Any) -> str:
        """The call's version and how many answers the reader has seen come in: both are in what is given out."""
        answers = ReturnRevision.objects.visible_to(self.request.user).filter(of__addressee__call=row).count()
        return f"{row.version}-{answers}"

    def expect(self, row: Any) -> None:
        """428, 412; a place that has answered meanwhile does not stand in the way of a change to the call."""
        if str(row.version) not in seen_versions(self.request):
            raise self._stale(row)

    def represent(self, row: Call | CallResult) -> Any:
        """The call as it is now, or with what had come in by a moment."""
        result = row if isinstance(row, CallResult) else self.result(row)
        return super().represent(self._said(result))

    def current(self, row: Call) -> Any:
        """The call as it is now, all of it."""
        return CallOut(self._said(self.result(row))).data

    def _said(self, result: CallResult) -> dict[str, Any]:
        call = result.call
        return {
            **{name: getattr(call, name) for name in LINE},
            "question": call.question,
            "links": call.attachments,
            "due_on": result.due_on,
            "extensions": call.extensions.filter(at__lte=result.as_at),
            "counts": None if self.request.user.role == Role.OFFICER else _counts(result),
            "places": self.of_places(result),
            "as_at": result.as_at,
        }

    @operation(
        "List calls",
        permission=Permission.READ_CALLS,
        gives=CallLine,
        many=True,
        paged=True,
        query={"waiting": WAITING},
    )
    def list(self, request: Any) -> HttpResponseBase:
        """The calls that you may know of, the newest first, with how many places replied."""
        if "waiting" not in self.params:
            return self.page(self.rows(), order=ORDER, never_blank={"issued_at"})
        if self.params["waiting"] != "yes":
            raise wrong_parameter("waiting", "Send yes, or leave it out.")
        asked = unanswered(request.user, now=timezone.now())
        return self.page(self.rows().filter(pk__in=asked.values("call")), order=FIRST_DUE, never_blank={"due_on"})

    def represent_all(self, rows: Sequence[Any]) -> Any:
        """Each with its counts, which one query gives for all."""
        found = reply_counts(self.request.user, rows)
        lines = [{**found[call.pk], **{name: getattr(call, name) for name in LINE}} for call in rows]
        return super().represent_all(lines)

    @operation("Read a call", permission=Permission.READ_CALLS, gives=CallOut, query={"as_at": AS_AT})
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """The question, and who replied, with what, or did not: now, or by a moment."""
        call, moment = self.call(), self.moment()
        if moment is not None:
            return Response(self.represent(self.result(call, moment)))
        if known := self.unchanged(self.version_of(call)):
            return known
        return self.answer(call)

    @operation("Issue a call", permission=Permission.ISSUE_CALLS, takes=CallIn, gives=CallOut, status=201)
    def create(self, request: Any) -> HttpResponseBase:
        """Ask areas, or authorities, a question to be answered by a date. Their officers are told by email."""
        said = self.said()
        call = issue_call(by=request.user, attachments=[dict(one) for one in said.pop("links")], **said)
        return self.answer(call, location=reverse("api:call", kwargs={"slug": call.slug}))

    @operation("Extend a call", permission=Permission.ISSUE_CALLS, takes=CallExtensionIn, gives=CallOut, versioned=True)
    def extend(self, request: Any, slug: str) -> HttpResponseBase:
        """Give places longer to answer."""
        call = self.call()
        said = self.said()
        self.expect(call)
        return self.answer(extend_call(call, by=request.user, expected_version=call.version, **said))


def _counts(result: CallResult) -> dict[str, int]:
    kinds = ("nil", "additions", "comment", "no_reply", "late")
    return {"asked": len(result.places), **{kind: len(getattr(result, kind)) for kind in kinds}}


class CallReturns(OfCalls):
    """What places answered to a call."""

    @operation(
        "List the returns of a call",
        permission=Permission.READ_CALLS,
        gives=ReturnOut,
        many=True,
        csv=True,
        query={"as_at": AS_AT},
    )
    def list(self, request: Any, slug: str) -> HttpResponseBase:
        """Every place asked that is yours to see, with its return where there is one: now, or by a moment."""
        result = self.result(self.call(), self.moment())
        if self.wants_csv:
            return csv_response(file_name(result), COLUMNS, csv_rows(result, known_requests(result, request.user)))
        return self.whole(self.of_places(result))
