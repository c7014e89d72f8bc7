"""What is kept beside a request: the requests that have to do with it, and who watches it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from rest_framework import serializers
from rest_framework.response import Response

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from cbtracker.rest.shapes import In, Named, Out
from requests_log.api.requests import OfRequests
from requests_log.linked import linked_requests, related_links
from requests_log.models import LoggedRequest, Watch
from requests_log.services import link_related, unlink, unwatch, watch


class LinkedOut(Out):
    """Another request, and what it has to do with this one: related, duplicate of it, or it has a duplicate in it."""

    how = serializers.CharField()
    reference = serializers.CharField()
    issue = serializers.CharField()
    status = serializers.CharField()
    keys = ("reference",)
    example = {
        "how": "Related to",
        "reference": "CB-0012",
        "issue": "Let schools pool funding",
        "status": "in_hand",
    }


class LinkedIn(In):
    """The request that has to do with this one."""

    to = Named(lambda user: LoggedRequest.objects.visible_to(user), key="reference", what="request")
    example = {"to": "CB-0012"}


class WatchOut(Out):
    """Whether you watch a request, and how many do: for Whitehall, null for others."""

    watched = serializers.BooleanField()
    watchers = serializers.IntegerField(allow_null=True)
    keys = ("watched", "watchers")
    example = {"watched": True, "watchers": 3}


class OfAnything(OfRequests):
    """A viewset of what is kept beside a request, which is given out as it is."""

    def represent(self, row: Any) -> Any:
        """`row` as the operation gives it out."""
        return super(OfRequests, self).represent(row)


class Links(OfAnything):
    """The requests that have to do with one."""

    @operation(
        "List the requests that have to do with one", permission=Permission.READ_REGISTER, gives=LinkedOut, many=True
    )
    def list(self, request: Any, reference: str) -> HttpResponseBase:
        """Related and duplicate requests that you may know of."""
        return self.whole(linked_requests(self.entry(), request.user))

    @operation(
        "Say that two requests are related", permission=Permission.TRIAGE, status=201, takes=LinkedIn, gives=LinkedOut
    )
    def create(self, request: Any, reference: str) -> HttpResponseBase:
        """Link the request to another. Two that are linked already stay so."""
        entry = self.entry(Permission.TRIAGE)
        other = self.said()["to"]
        link_related(entry, by=request.user, to=other)
        said = {name: getattr(other, name) for name in ("reference", "issue", "status")}
        return Response(self.represent({"how": "Related to", **said}), status=201)

    @operation("Take back that two requests are related", permission=Permission.TRIAGE, status=204)
    def destroy(self, request: Any, reference: str, to__reference: str) -> HttpResponseBase:
        """Take a link between related requests back. A duplicate is taken back by reopening it."""
        entry = self.entry(Permission.TRIAGE)
        both = related_links(entry).select_related("from_entry", "to_entry")
        link = next((one for one in both if to__reference in (one.from_entry.reference, one.to_entry.reference)), None)
        if link is None or to__reference == reference:
            raise Http404
        unlink(link, by=request.user)
        return self.nothing()


class Watching(OfAnything):
    """Whether one is kept informed about a request."""

    @operation("See whether you watch a request", permission=Permission.WATCH, gives=WatchOut)
    def retrieve(self, request: Any, reference: str) -> HttpResponseBase:
        """Whether you watch the request. Whitehall also sees how many people do."""
        return self._watched(self.entry())

    @operation("Watch a request", permission=Permission.WATCH, gives=WatchOut)
    def update(self, request: Any, reference: str) -> HttpResponseBase:
        """Be told when the request moves; twice is once."""
        entry = self.entry()
        watch(entry, by=request.user)
        return self._watched(entry)

    @operation("Stop watching a request", permission=Permission.WATCH, status=204)
    def destroy(self, request: Any, reference: str) -> HttpResponseBase:
        """Be told no longer."""
        unwatch(self.entry(), by=request.user)
        return self.nothing()

    def _watched(self, entry: LoggedRequest) -> HttpResponseBase:
        people = list(Watch.objects.filter(entry=entry).values_list("user_id", flat=True))
        watchers = len(people) if self.whitehall else None
        return Response(self.represent({"watched": self.request.user.pk in people, "watchers": watchers}))
