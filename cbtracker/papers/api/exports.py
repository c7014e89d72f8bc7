"""Papers that are made when they are asked for: the register as at any moment, and the sheet of a place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from rest_framework.serializers import ValidationError

from areas.api.base import ProgrammeViewSet
from areas.models import Area
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.api.files import ALL_TYPES, FilesViewSet, media_type, sent_file
from cbtracker.papers.api.paper_shapes import MadePaperOut
from cbtracker.papers.assembly import DEFAULT_MARKING, requests_paper
from cbtracker.papers.exporters import FORMATS
from cbtracker.papers.models import Paper
from cbtracker.papers.place_sheet import FORMATS as SHEET_FORMATS
from cbtracker.papers.place_sheet import place_sheet
from cbtracker.papers.services.exporting import export_paper
from cbtracker.papers.structure import BoardPaper
from cbtracker.papers.structure_json import as_data
from cbtracker.rest.errors import wrong_parameter
from cbtracker.rest.operation import Query, operation
from cbtracker.rest.shapes import text_of
from requests_log.api.requests import AS_AT, moment_of

MARKING = Query("The security marking, printed on every page", DEFAULT_MARKING, {"type": "string", "maxLength": 60})
CHOICES = {"as_at": AS_AT, "marking": MARKING}


def moment_asked(params: Any) -> datetime | None:
    """The moment that `as_at` names; None for now. Raises Wrong."""
    return moment_of("as_at", str(params["as_at"])) if "as_at" in params else None


def marking_asked(params: Any) -> str:
    """The security marking. Raises Wrong for one that no paper can have."""
    try:
        found: str = text_of(Paper, "marking", required=True).run_validation(params.get("marking", DEFAULT_MARKING))
    except ValidationError as wrong:
        raise wrong_parameter("marking", " ".join(str(text) for text in wrong.detail)) from None
    return found


def requests_now(view: ProgrammeViewSet) -> BoardPaper:
    """The paper of requests that the parameters describe, as the person may read it."""
    as_at = moment_asked(view.params) or timezone.now()
    return requests_paper(user=view.request.user, as_at=as_at, marking=marking_asked(view.params))


def sheet_now(view: ProgrammeViewSet) -> BoardPaper:
    """The sheet of the place of the address that the parameters describe, as the person may read it."""
    area: Area = view.find(Area.objects.visible_to(view.request.user), slug=view.kwargs["slug"])
    as_at, marking = moment_asked(view.params), marking_asked(view.params)
    return place_sheet(area, user=view.request.user, as_at=as_at, now=timezone.now(), marking=marking)


class MadePapers(ProgrammeViewSet):
    """Papers made now, to be read."""

    tag = "Papers"

    @operation("Read the register as a paper", permission=Permission.EXPORT_PAPERS, gives=MadePaperOut, query=CHOICES)
    def of_requests(self, request: Any) -> HttpResponseBase:
        """The paper of requests, Annexes A and B, as at any moment."""
        return self.answer({"structure": as_data(requests_now(self))})

    @operation("Read the sheet of a place", permission=Permission.READ_PAPERS, gives=MadePaperOut, query=CHOICES)
    def of_place(self, request: Any, slug: str) -> HttpResponseBase:
        """One page on a place, as at a moment, as you may see it."""
        return self.answer({"structure": as_data(sheet_now(self))})


class RequestsFiles(FilesViewSet):
    """The register as a paper, as a file."""

    formats = tuple(FORMATS)

    @operation("Take the register as a file", permission=Permission.EXPORT_PAPERS, files=ALL_TYPES, query=CHOICES)
    def retrieve(self, request: Any, extension: str) -> HttpResponseBase:
        """The paper of requests as at any moment, in any format. Who took it is on record."""
        return sent_file(export_paper(requests_now(self), by=request.user, format=self.format()))


class SheetFiles(FilesViewSet):
    """The sheet of a place, as a file."""

    formats = SHEET_FORMATS

    @operation(
        "Take the sheet of a place as a file",
        permission=Permission.READ_PAPERS,
        files=tuple(media_type(one) for one in SHEET_FORMATS),
        query=CHOICES,
    )
    def retrieve(self, request: Any, slug: str, extension: str) -> HttpResponseBase:
        """The sheet of a place as at a moment. Who took it is on record."""
        format = self.format()
        return sent_file(export_paper(sheet_now(self), by=request.user, format=format))
