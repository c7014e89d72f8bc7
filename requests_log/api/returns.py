"""Returns: what one place answers to a call."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from requests_log.api.call_shapes import ReturnIn, ReturnOut
from requests_log.api.calls import OfCalls
from requests_log.models import CallAddressee, Return
from requests_log.services.returns import Addition, Answer, answer_call, arrived_at

NOT_YOURS = "Only the secretariat says when a letter arrived. Take this out."


class Returns(OfCalls):
    """The one return of a place, made or corrected by any of its officers, or by the secretariat for it."""

    def addressee(self) -> CallAddressee:
        """The place of the address, or 404."""
        rows = CallAddressee.objects.visible_to(self.request.user).select_related("call", "area", "authority")
        found: CallAddressee = self.find(rows, call__slug=self.kwargs["slug"], pk=self.kwargs["id"])
        return found

    def version_of(self, row: CallAddressee) -> int:
        """The version of its return; 0 while there is none."""
        versions = Return.objects.visible_to(self.request.user).filter(addressee=row)
        return versions.values_list("version", flat=True).first() or 0

    def represent(self, row: CallAddressee) -> Any:
        """The place with its return as it is now."""
        return super().represent(self._said(row))

    def current(self, row: CallAddressee) -> Any:
        """The return as it is now, all of it."""
        return ReturnOut(self._said(row)).data

    def _said(self, row: CallAddressee) -> dict[str, Any]:
        return next(one for one in self.of_places(self.result(row.call)) if one["id"] == row.pk)

    @operation("Read a return", permission=Permission.READ_CALLS, gives=ReturnOut)
    def retrieve(self, request: Any, slug: str, id: str) -> HttpResponseBase:
        """What a place answered. Where it has not yet, `answer` is blank and the ETag is "0"."""
        place = self.addressee()
        if known := self.unchanged(self.version_of(place)):
            return known
        return self.answer(place)

    @operation("Answer a call", permission=Permission.ANSWER_CALL, takes=ReturnIn, gives=ReturnOut, versioned=True)
    def create(self, request: Any, slug: str, id: str) -> HttpResponseBase:
        """Answer for a place, or correct its answer: nothing to add, requests to add, or a comment.

        Each addition becomes a request of Whitehall. Look among the freedoms first: it may be solved already.
        If-Match is "0" for the first answer. After the date an answer is taken too, and marked late.
        """
        place = self.addressee()
        self.require(Permission.ANSWER_CALL, place)
        said, expected = self.said(), self.version_of(place)
        self.expect(place)
        now = timezone.now()
        day = said["received_on"]
        if day and not self.may(Permission.ISSUE_CALLS, None):
            raise ValidationError({"received_on": NOT_YOURS})
        answer_call(
            place,
            by=request.user,
            expected_version=expected,
            answer=_answer(said),
            received_at=arrived_at(day, place.call, now=now) if day else None,
            now=now,
        )
        return self.answer(place)


def _answer(said: dict[str, Any]) -> Answer:
    return Answer(
        kind=said["answer"],
        text=said["text"],
        authority=said["authority"],
        additions=tuple(Addition(one["issue"], one["detail"]) for one in said["additions"]),
        entries=tuple(said["requests"]),
    )
