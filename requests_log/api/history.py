"""How a request came to stand where it does: its revisions, as the reader may see and numbers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpResponseBase
from rest_framework.response import Response

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import wrong_parameter
from cbtracker.rest.operation import Query, operation
from cbtracker.rest.schema import PAGING
from cbtracker.web.links import querystring
from cbtracker.web.pagination import capped_count
from requests_log.api.history_shapes import RevisionLine, RevisionOut
from requests_log.api.records import of_record
from requests_log.api.requests import OfRequests
from requests_log.differences import changes_between
from requests_log.records import Record
from requests_log.timeline import Event, for_reader, read_timeline, visible_records

A_VERSION = {"type": "integer", "minimum": 1, "maximum": 10**9 - 1}
NO_VERSION = "There is no version {} that you may see. Take one from the list of revisions."


class Revisions(OfRequests):
    """Every change of a request."""

    @operation(
        "List the revisions of a request",
        permission=Permission.READ_REGISTER,
        gives=RevisionLine,
        many=True,
        query={
            "older_than": Query("The version that the page begins after: take it from `next`", 51, A_VERSION),
            "size": PAGING["size"],
        },
    )
    def list(self, request: Any, reference: str) -> HttpResponseBase:
        """The changes of the request that you may see, the newest first, each with what it changed."""
        entry = self.entry()
        before = version_of(str(self.params["older_than"]), "older_than") if "older_than" in self.params else None
        timeline = read_timeline(entry, request.user, before=before, size=self.size())
        older = querystring(self.params, older_than=str(timeline.older)) if timeline.older else ""
        results = self.represent_all(timeline.events)
        return self.listed(results, capped_count(visible_records(entry, request.user)), following=older)

    @operation(
        "Read a revision of a request",
        permission=Permission.READ_REGISTER,
        gives=RevisionOut,
        query={"since": Query("The version to compare with; the one before unless said", 1, A_VERSION)},
    )
    def retrieve(self, request: Any, reference: str, version: str) -> HttpResponseBase:
        """A change of the request, what it changed, and the whole request as it was after it."""
        entry = self.entry()
        number = int(version)
        since = version_of(str(self.params["since"]), "since") if "since" in self.params else None
        timeline = read_timeline(entry, request.user, before=number + 1, size=1)
        if not timeline.events or timeline.events[0].version != number:
            raise Http404
        wanted = {number} if since is None else {number, since}
        records = {record.version: record for record in self._records(entry, wanted)}
        return Response(self.represent(self._said(timeline.events[0], records, since)))

    def _records(self, entry: Any, versions: set[int]) -> Sequence[Record]:
        column = "version" if self.whitehall else "area_version"
        rows = visible_records(entry, self.request.user).filter(**{f"{column}__in": versions})
        return for_reader([Record.of_revision(*row[:-1]) for row in rows], self.request.user)

    def _said(self, event: Event, records: dict[int, Record], since: int | None) -> dict[str, Any]:
        said = {**asdict(event), "request": of_record(records[event.version])}
        if since is None:
            return said
        if since >= event.version:
            raise wrong_parameter("since", "Choose a version that is older than this one.")
        if since not in records:
            raise wrong_parameter("since", NO_VERSION.format(since))
        return {**said, "changes": changes_between(records[since].data, records[event.version].data)}

    def represent(self, row: Any) -> Any:
        """A change as the operation gives it out."""
        return super(OfRequests, self).represent(row)


def version_of(said: str, name: str) -> int:
    """The number of a version that the parameter `name` says; raises Wrong."""
    if not (said.isascii() and said.isdigit() and len(said) < 10 and int(said)):
        raise wrong_parameter(name, "Enter the number of a version, like 3.")
    return int(said)
