"""Where a request stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from requests_log.api.requests import OfRequests
from requests_log.api.shapes import ConfirmationIn, PositionIn, RequestOut
from requests_log.services import Words, confirm_no_change, state_position
from requests_log.services.positions import position_version


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
        """State a position of the whole request, or of one department's part. A champion names their department."""
        entry = self.entry(Permission.STATE_POSITION)
        said = self.said()
        self.expect(entry)
        department = said.pop("department", None)
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
        department = self.said().get("department")
        self.expect(entry)
        confirm_no_change(
            entry,
            by=request.user,
            expected_version=position_version(entry, department),
            department=department,
        )
        return self.answer(entry)
