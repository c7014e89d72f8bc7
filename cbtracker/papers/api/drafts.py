"""Drafts of papers: written, previewed and issued by the secretariat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.api.draft_shapes import (
    PaperDraftChange,
    PaperDraftIn,
    PaperDraftLine,
    PaperDraftOut,
    PaperPreviewOut,
)
from cbtracker.papers.api.files import FROZEN_TYPES, FilesViewSet, sent_file
from cbtracker.papers.api.paper_shapes import PaperOut
from cbtracker.papers.api.papers import AUDIENCE, audience_of, in_time, issued_paper
from cbtracker.papers.api.said import of_draft, of_draft_line, sections_of
from cbtracker.papers.beginning import first_words, next_meeting_of, usual_title
from cbtracker.papers.models import Paper
from cbtracker.papers.models.choices import Audience
from cbtracker.papers.previewing import preview_of
from cbtracker.papers.reading import drafts_of, paper_rows, who_issued
from cbtracker.papers.services import change_draft, create_draft, discard_draft, issue_paper
from cbtracker.papers.services.drafting import DraftWords, words_of
from cbtracker.papers.services.exporting import export_paper
from cbtracker.papers.services.issuing import why_not
from cbtracker.papers.structure_json import as_data
from cbtracker.rest.errors import TooLate
from cbtracker.rest.operation import operation
from cbtracker.rest.preconditions import seen_versions


def find_draft(view: ProgrammeViewSet) -> Paper:
    """The draft of the address, or 404. A change to one that was issued meanwhile is too late: 409."""
    paper: Paper = view.find(paper_rows(view.request.user), pk=view.kwargs["id"])
    if paper.is_issued and view.request.method == "GET":
        raise Http404
    if paper.is_issued:
        raise TooLate(who_issued(paper))
    return paper


def words(said: dict[str, Any], usual: DraftWords) -> DraftWords:
    """`usual`, with what was `said` instead."""
    given = {**vars(usual), **said}
    if "sections" in said:
        given["sections"] = sections_of(said["sections"], usual.sections)
    return DraftWords(**given)


class Drafts(ProgrammeViewSet):
    """Drafts of papers."""

    tag = "Papers"

    def rows(self) -> QuerySet[Paper]:
        """Those that the person may know of."""
        return drafts_of(paper_rows(self.request.user))

    def version_of(self, row: Paper) -> str:
        """The draft's version, and when its meeting is: a meeting that is moved moves the answer, not the draft."""
        meeting = f"-{row.meeting.starts_at:%Y%m%d%H%M%S}" if row.meeting else ""
        return f"{row.version}{meeting}"

    def expect(self, row: Paper) -> None:
        """428, 412; a meeting that was moved meanwhile does not stand in the way."""
        if str(row.version) not in seen_versions(self.request):
            raise self._stale(row)

    def represent(self, row: Any) -> Any:
        """A draft, or what is plain values already."""
        return super().represent(of_draft(row) if isinstance(row, Paper) else row)

    def current(self, row: Paper) -> Any:
        """The draft as it is now, all of it."""
        return PaperDraftOut(of_draft(row)).data

    def represent_all(self, rows: Sequence[Any]) -> Any:
        """Lines of the list."""
        return super().represent_all([of_draft_line(paper) for paper in rows])

    @operation("List drafts of papers", permission=Permission.EDIT_PAPERS, gives=PaperDraftLine, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """The papers that are being written, the last changed first."""
        return self.whole(self.rows())

    @operation("Read a draft", permission=Permission.EDIT_PAPERS, gives=PaperDraftOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """What a draft says, as the secretariat wrote it. How it reads is its preview."""
        paper = find_draft(self)
        return self.unchanged(self.version_of(paper)) or self.answer(paper)

    @operation("Start a paper", permission=Permission.EDIT_PAPERS, takes=PaperDraftIn, gives=PaperDraftOut, status=201)
    def create(self, request: Any) -> HttpResponseBase:
        """Begin a paper of a body: for its next meeting, compared with its last paper, with the sections of that."""
        said = self.said()
        body = said.pop("body")
        meeting = next_meeting_of(body, request.user, now=timezone.now())
        usual = first_words(body, title=usual_title(body), meeting=meeting)
        paper = create_draft(by=request.user, body=body, words=words(said, usual))
        return self.answer(paper, location=reverse("api:draft", kwargs={"id": paper.pk}))

    @operation(
        "Change a draft",
        permission=Permission.EDIT_PAPERS,
        takes=PaperDraftChange,
        gives=PaperDraftOut,
        versioned=True,
        late=True,
    )
    def change(self, request: Any, id: str) -> HttpResponseBase:
        """Write a draft. Of a section that is in it already, what you leave out stays."""
        paper = find_draft(self)
        said = self.said(partial=True)
        self.expect(paper)
        with in_time():
            change_draft(paper, by=request.user, expected_version=paper.version, words=words(said, words_of(paper)))
        return self.answer(paper)

    @operation("Discard a draft", permission=Permission.EDIT_PAPERS, status=204, versioned=True, late=True)
    def discard(self, request: Any, id: str) -> HttpResponseBase:
        """Throw a draft away, as you have read it."""
        paper = find_draft(self)
        self.expect(paper)
        with in_time():
            discard_draft(paper, by=request.user, expected_version=paper.version)
        return self.nothing()

    @operation(
        "Issue a paper",
        permission=Permission.ISSUE_PAPERS,
        gives=PaperOut,
        versioned=True,
        late=True,
        status=201,
    )
    def issue(self, request: Any, id: str) -> HttpResponseBase:
        """Freeze a draft for each audience, as text and as files. Nobody can change it any more.

        409 where a section cannot be made, or the paper cannot be issued as it is: see `why_not` and `gaps` of its
        preview.
        """
        paper = find_draft(self)
        self.expect(paper)
        with in_time():
            issue_paper(paper, by=request.user, expected_version=paper.version)
        made = issued_paper(request.user, self.find(paper_rows(request.user), pk=paper.pk))
        return self.answer(made, location=reverse("api:paper", kwargs={"id": paper.pk}))

    @operation(
        "Preview a draft", permission=Permission.EDIT_PAPERS, gives=PaperPreviewOut, query={"audience": AUDIENCE}
    )
    def preview(self, request: Any, id: str) -> HttpResponseBase:
        """A draft as it would be issued to an audience now, and what stands in the way."""
        audience, now = audience_of(self.params) or Audience.BODY.value, timezone.now()
        paper = find_draft(self)
        found = preview_of(paper, audience, now=now)
        gaps = [{"title": gap.title, "sentence": gap.sentence} for gap in found.gaps]
        said = {
            "audience": audience,
            "structure": as_data(found.paper),
            "gaps": gaps,
            "why_not": why_not(paper, now=now),
        }
        return self.answer(said)


class DraftFiles(FilesViewSet):
    """Drafts as files, which say that they are drafts."""

    @operation(
        "Take a draft as a file",
        permission=Permission.EDIT_PAPERS,
        files=FROZEN_TYPES,
        query={"audience": AUDIENCE},
    )
    def retrieve(self, request: Any, id: str, extension: str) -> HttpResponseBase:
        """A draft as an audience would read it, made now and not kept; where a section is missing it says so."""
        audience, format = audience_of(self.params) or Audience.BODY.value, self.format()
        preview = preview_of(find_draft(self), audience)
        return sent_file(export_paper(preview.paper, by=request.user, format=format), prefix="draft-")
