"""Where a request stands."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase

from areas.models import Department
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from requests_log.api.requests import OfRequests
from requests_log.api.shapes import ConfirmationIn, PositionIn, RequestOut
from requests_log.models import LoggedRequest
from requests_log.services import Words, confirm_no_change, state_position
from requests_log.services.positions import position_version
from requests_log.voices import voices_of


def speaker(user: Any, entry: LoggedRequest, named: Department | None) -> Department | None:
    """For whom the person speaks: the department `named`, else the likeliest; None is the request as a whole.

    Raises ValidationError for a department for which they do not speak here.
    """
    voices = voices_of(user, entry)
    if named is None:
        return voices[0] if voices else None
    if named not in voices:
        raise ValidationError({"department": "You do not speak for this department on this request."})
    return named


class Positions(OfRequests):
    """What departments say of a request."""

    @operation(
        "Say where a request stands",
        permission=Permission.STATE_POSITION,
        takes=PositionIn,
        gives=RequestOut,
        versioned=True,
    )
    def create(self, request: Any, reference: str) -> HttpResponseBase:
        """State a position of the whole request, or of one department's part.

        Without `department` a champion speaks for their own, the secretariat for the whole.
        """
        entry = self.entry(Permission.STATE_POSITION)
        said = self.said()
        self.expect(entry)
        department = speaker(request.user, entry, said.pop("department", None))
        state_position(
            entry,
            by=request.user,
            expected_version=position_version(entry, department),
            words=Words(**said),
            department=department,
        )
        return self.answer(entry)


class Confirmations(OfRequests):
    """That a position still holds."""

    @operation(
        "Confirm that nothing has changed",
        permission=Permission.STATE_POSITION,
        takes=ConfirmationIn,
        gives=RequestOut,
        versioned=True,
    )
    def create(self, request: Any, reference: str) -> HttpResponseBase:
        """Say that the standing position holds as of today: freshness without noise."""
        entry = self.entry(Permission.STATE_POSITION)
        said = self.said()
        self.expect(entry)
        department = speaker(request.user, entry, said.get("department"))
        confirm_no_change(
            entry,
            by=request.user,
            expected_version=position_version(entry, department),
            department=department,
        )
        return self.answer(entry)
