"""What changed in the register since a paper: compared with what that paper knew."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase

from cbtracker.accounts.permissions import Permission
from cbtracker.papers.models import Paper
from cbtracker.rest.errors import wrong_parameter
from cbtracker.rest.operation import operation
from requests_log.api.changes import PAGES, UNTIL, ChangesOut, ChangesSince
from requests_log.changes_since import Point


class ChangesSincePaper(ChangesSince):
    """The register compared with what an issued paper knew of it."""

    tag = "Papers"

    @operation(
        "See what changed since a paper",
        permission=Permission.READ_PAPERS,
        gives=ChangesOut,
        csv=True,
        csv_permission=Permission.READ_REGISTER,
        query={"until": UNTIL, **PAGES},
    )
    def since_paper(self, request: Any, id: str) -> HttpResponseBase:
        """What the register says otherwise now, or at `until`, than the paper knew when it was issued.

        What was entered later with an earlier date shows up too.
        """
        until = self.until()
        paper: Paper = self.find(Paper.objects.visible_to(request.user).issued(), pk=id)
        if paper.as_at is None or paper.as_at > until:
            raise wrong_parameter("until", "The paper is of a later moment than what it is compared up to.")
        return self.between(Point(paper.as_at, paper.known_at), until)
