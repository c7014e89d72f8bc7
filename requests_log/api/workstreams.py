"""Workstreams: lines of work that gather requests (F004 A ¶2-4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from rest_framework.response import Response

from areas.api.base import ProgrammeViewSet
from areas.models import Area
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from cbtracker.web.formats import LONDON
from requests_log.api.workstream_shapes import (
    WorkshopIn,
    WorkshopOut,
    WorkstreamChangeIn,
    WorkstreamIn,
    WorkstreamLine,
    WorkstreamOut,
    WorkstreamStatusIn,
    WorkstreamStatusOut,
)
from requests_log.models import Workstream, WorkstreamStatus
from requests_log.services import workstreams as services

CHANGED = ("description", "body", "interested")


class OfWorkstreams(ProgrammeViewSet):
    """A viewset of workstreams, or of something that belongs to one."""

    tag = "Workstreams"

    def rows(self) -> QuerySet[Workstream]:
        """Every workstream, with all that is said of it: three queries more, however many there are."""
        areas = Area.objects.visible_to(self.request.user)
        return Workstream.objects.visible_to(self.request.user).prefetch_related(
            Prefetch("interested", queryset=areas), "statuses", "workshops"
        )

    def workstream(self) -> Workstream:
        """The workstream of the address."""
        found: Workstream = self.find(slug=self.kwargs["slug"])
        return found

    def version_of(self, row: Workstream) -> str:
        """Its version, and how much was added that moves none: with the same a client has the same."""
        statuses = row.statuses.all()
        ended = sum(status.ended_at is not None for status in statuses)
        return f"{row.version}-{len(statuses)}.{ended}.{len(row.workshops.all())}"

    def current(self, row: Workstream) -> Any:
        """The workstream as it is now, all of it."""
        return WorkstreamOut(self.find(slug=row.slug), context={"request": self.request}).data


class Workstreams(OfWorkstreams):
    """The workstreams."""

    @operation("List workstreams", permission=Permission.READ_REGISTER, gives=WorkstreamLine, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """Every workstream with what stands about it now."""
        return self.whole(self.rows())

    @operation("Read a workstream", permission=Permission.READ_REGISTER, gives=WorkstreamOut)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """What it is about, who considers it, who is interested, where it stands and stood, and its workshops.

        Its requests are in the list of requests: `requests/?workstream=…`.
        """
        return self.answer(self.workstream())

    @operation(
        "Start a workstream",
        permission=Permission.EDIT_WORKSTREAMS,
        status=201,
        takes=WorkstreamIn,
        gives=WorkstreamOut,
    )
    def create(self, request: Any) -> HttpResponseBase:
        """Start a line of work, last in the order."""
        workstream = services.create_workstream(by=request.user, **self.said())
        return self.answer(workstream, location=reverse("api:workstream", kwargs={"slug": workstream.slug}))

    @operation(
        "Change a workstream",
        permission=Permission.EDIT_WORKSTREAMS,
        takes=WorkstreamChangeIn,
        gives=WorkstreamOut,
        versioned=True,
    )
    def partial_update(self, request: Any, slug: str) -> HttpResponseBase:
        """Change what it is about, who considers it and which areas are interested; what is left out stays."""
        workstream = self.workstream()
        stands = {"description": workstream.description, "body": workstream.body}
        said = {**stands, "interested": list(workstream.interested.all()), **self.said(partial=True)}
        self.expect(workstream)
        services.change_workstream(workstream, by=request.user, expected_version=workstream.version, **said)
        return self.answer(self.workstream())


class WorkstreamStatuses(OfWorkstreams):
    """Where a workstream stands: dated sentences, several at a time."""

    @operation(
        "Say where a workstream stands",
        permission=Permission.EDIT_WORKSTREAMS,
        status=201,
        takes=WorkstreamStatusIn,
        gives=WorkstreamStatusOut,
    )
    def create(self, request: Any, slug: str) -> HttpResponseBase:
        """Say it. What was said before goes on holding until it is ended."""
        workstream = self.workstream()
        said = self.said()
        day = said["since"]
        moment = datetime(day.year, day.month, day.day, tzinfo=LONDON) if day else None
        status = services.state_workstream(workstream, by=request.user, text=said["text"], effective_at=moment)
        return Response(self.represent(status), status=201)

    @operation("End what holds of a workstream", permission=Permission.EDIT_WORKSTREAMS, gives=WorkstreamStatusOut)
    def end(self, request: Any, slug: str, id: str) -> HttpResponseBase:
        """Say that a sentence no longer holds; it stays in the history. To end it twice changes nothing."""
        status = self.find(WorkstreamStatus.objects.filter(workstream=self.workstream()), pk=int(id))
        return Response(self.represent(services.end_workstream_status(status, by=request.user)))


class Workshops(OfWorkstreams):
    """Workshops with interested places."""

    @operation(
        "Put a workshop on record",
        permission=Permission.EDIT_WORKSTREAMS,
        status=201,
        takes=WorkshopIn,
        gives=WorkshopOut,
    )
    def create(self, request: Any, slug: str) -> HttpResponseBase:
        """What, when and where."""
        workstream = self.workstream()
        workshop = services.add_workshop(workstream, by=request.user, **self.said())
        return Response(self.represent(workshop), status=201)
