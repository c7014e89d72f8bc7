"""The operational plan of a selected place as a paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.api.exports import MARKING, marking_asked
from cbtracker.papers.api.files import FilesViewSet, media_type, sent_file
from cbtracker.papers.api.paper_shapes import MadePaperOut
from cbtracker.papers.making_plan_papers import NoSuchPlan, made_plan_paper
from cbtracker.papers.plan_paper import FORMATS
from cbtracker.papers.services.exporting import export_paper
from cbtracker.papers.structure import BoardPaper
from cbtracker.papers.structure_json import as_data
from cbtracker.rest.operation import operation

READ = Permission.READ_STRAND_PLAN
TYPES = tuple(media_type(one) for one in FORMATS)
CHOICES = {"marking": MARKING}


def _asked(view: ProgrammeViewSet, slug: str, version: str | None) -> BoardPaper:
    number, marking = None if version is None else int(version), marking_asked(view.params)
    try:
        return made_plan_paper(slug, user=view.request.user, number=number, marking=marking, now=timezone.now())
    except NoSuchPlan:
        raise Http404 from None


class PlanPapers(ProgrammeViewSet):
    """Plans as papers, to be read."""

    tag = "Workstrands"

    @operation("Read an operational plan as a paper", permission=READ, gives=MadePaperOut, query=CHOICES)
    def retrieve(self, request: Any, slug: str, version: str | None = None) -> HttpResponseBase:
        """The plan of a place as it is written now, or as a version of it was agreed."""
        return self.answer({"structure": as_data(_asked(self, slug, version))})


class PlanFiles(FilesViewSet):
    """Plans as files."""

    tag = "Workstrands"
    formats = FORMATS

    @operation("Take an operational plan as a file", permission=READ, files=TYPES, query=CHOICES)
    def retrieve(self, request: Any, slug: str, extension: str, version: str | None = None) -> HttpResponseBase:
        """As HTML, PDF, ODT or DOCX. Who took it is on record."""
        format = self.format()
        return sent_file(export_paper(_asked(self, slug, version), by=request.user, format=format))
