"""What waits for a champion, or for the secretariat: the page "Your requests"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import wrong_parameter
from cbtracker.rest.operation import Query, operation
from requests_log.api.requests import OfRequests
from requests_log.api.shapes import WaitingLine
from requests_log.queue import ORDER, SECTION_OF, SECTIONS, section_rows

SHOWN = {**{name: name for name in WaitingLine.names()}, "position": "position_text", "stale": "is_stale"}
SHOW = Query(
    "Which of them: without it those that need attention, for any of the reasons of the next four",
    "overdue",
    {"type": "string", "enum": list(SECTION_OF)},
)


class Queue(OfRequests):
    """The requests for whose position the person answers."""

    @operation(
        "List requests that wait for you",
        permission=Permission.STATE_POSITION,
        gives=WaitingLine,
        many=True,
        paged=True,
        query={"show": SHOW},
    )
    def list(self, request: Any) -> HttpResponseBase:
        """Open requests to your own departments, for the secretariat all; by due date, those without one last.

        `stale` says that there is no fresh position on the part that is yours.
        """
        show = self.params.get("show", SECTIONS[0].slug)
        if show not in SECTION_OF:
            raise wrong_parameter("show", f"Choose from {', '.join(SECTION_OF)}.")
        rows = section_rows(show, user=request.user, now=timezone.now())
        return self.page(rows.values("id", *SHOWN.values()), order=ORDER, counted=rows.values("pk"))

    def represent_all(self, rows: Sequence[Any]) -> Any:
        """Lines."""
        return super().represent_all([{name: row[column] for name, column in SHOWN.items()} for row in rows])
