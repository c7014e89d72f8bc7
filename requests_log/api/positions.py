"""Where a request stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase

from areas.models import Department
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from requests_log.api.history_shapes import StatedOut
from requests_log.api.requests import OfRequests
from requests_log.api.shapes import ConfirmationIn, PositionIn, RequestOut
from requests_log.models import LoggedRequest, Position
from requests_log.services import Words, confirm_no_change, state_position
from requests_log.services.positions import position_version
from requests_log.sights import sees_every_request
from requests_log.timeline import visible_records
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


def stated(entry: LoggedRequest, user: Any) -> Any:
    """What was said of `entry` that `user` may read: of a time when it was none of an officer's, nothing.

    Each row of the history knows when it took effect and when it was recorded, and what was said knows the same.
    """
    rows = entry.positions.visible_to(user).select_related("department", "stated_by")
    if sees_every_request(user):
        return rows
    theirs = set(visible_records(entry, user).values_list("effective_at", "recorded_at"))
    moments = rows.values_list("pk", "effective_at", "recorded_at")
    return rows.filter(pk__in=[pk for pk, *when in moments if tuple(when) in theirs])


def _said(row: Position) -> dict[str, Any]:
    names = ("kind", "text", "audience", "confidence", "next_step", "next_step_owner", "next_step_on")
    return {
        **{name: getattr(row, name) for name in (*names, "documents")},
        "department": row.department.abbreviation if row.department else "",
        "by": str(row.stated_by or ""),
        "at": row.effective_at,
    }


class Positions(OfRequests):
    """What departments say of a request."""

    @operation(
        "List what was said of a request",
        permission=Permission.READ_REGISTER,
        gives=StatedOut,
        many=True,
        paged=True,
    )
    def list(self, request: Any, reference: str) -> HttpResponseBase:
        """Positions, confirmations, next steps and replies that you may see, the newest first."""
        return self.page(stated(self.entry(), request.user), order=[("effective_at", "desc"), ("id", "desc")])

    def represent_all(self, rows: Sequence[Any]) -> Any:
        """What was said, as `StatedOut` gives it out."""
        return super(OfRequests, self).represent_all([_said(row) for row in rows])

    @operation(
        "Say where a request stands",
        permission=Permission.STATE_POSITION,
        takes=PositionIn,
        gives=RequestOut,
        versioned=True,
        late=True,
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
        late=True,
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
