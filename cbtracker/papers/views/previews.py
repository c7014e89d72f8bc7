"""A draft as each audience would read it: as it is saved, and as it is being written. Only a file taken is recorded."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.papers.exporters import FORMATS, UnknownFormat
from cbtracker.papers.forms.drafts import DraftForm
from cbtracker.papers.forms.sections import Sections, sent_sections
from cbtracker.papers.models import Paper
from cbtracker.papers.models.choices import Audience
from cbtracker.papers.models.renditions import FROZEN_FORMATS
from cbtracker.papers.renditions import Gap, as_draft, build_rendition
from cbtracker.papers.services.drafting import DraftWords
from cbtracker.papers.services.exporting import export_paper
from cbtracker.papers.structure import BoardPaper
from cbtracker.papers.views.base import PapersView, find_paper

AUDIENCE = "preview_for"
DRAFT_FORMATS = tuple((name, FORMATS[name].label) for name in FROZEN_FORMATS)


@dataclass(frozen=True)
class Preview:
    """A draft as one audience would read it now, and what of it cannot be made."""

    audience: str
    paper: BoardPaper
    gaps: tuple[Gap, ...]


def read_audience(data: Any) -> str:
    """The audience that the page asks for; the body where it names none."""
    asked = str(data.get(AUDIENCE, ""))
    return asked if asked in Audience.values else Audience.BODY.value


def audiences_of(paper: Paper) -> list[tuple[str, str]]:
    """The audiences, by their names on pages."""
    return [(key, str(paper.body) if key == Audience.BODY else str(Audience(key).label)) for key in Audience.values]


def preview_of(paper: Paper, audience: str, *, now: datetime | None = None) -> Preview:
    """`paper`, a draft, as `audience` would read it."""
    built = build_rendition(paper, audience, now=now or timezone.now())
    return Preview(audience, as_draft(built.paper), built.gaps)


def with_words(paper: Paper, words: DraftWords) -> Paper:
    """A copy of `paper` that says `words`; for reading only."""
    copied = copy.copy(paper)
    copied.title, copied.marking = words.title, words.marking
    copied.meeting, copied.as_at, copied.compared_with = words.meeting, words.as_at, words.compared_with
    copied.sections = [section.as_data() for section in words.sections]
    return copied


def preview_of_words(paper: Paper, form: DraftForm, sections: Sections, audience: str) -> Preview:
    """What is typed, as `audience` would read it; where it cannot be understood, what is saved."""
    form.is_valid()
    return preview_of(with_words(paper, form.words(sections.read())), audience)


class DraftPapersView(PapersView):
    """A page about a draft, for those who write them; an issued paper has none."""

    permission = Permission.EDIT_PAPERS

    def find_draft(self, pk: int) -> Paper:
        """The draft `pk`. Raises Http404."""
        paper = find_paper(self.user, pk)
        if paper.is_issued:
            raise Http404
        return paper


class LivePreview(DraftPapersView):
    """The preview beside the form, of words that are not saved. It answers a POST because they are long."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what was sent."""
        paper = self.find_draft(pk)
        form = DraftForm(request.POST, paper=paper, user=self.user)
        sections = sent_sections(request.POST, paper, user=self.user)
        preview = preview_of_words(paper, form, sections, read_audience(request.POST))
        return render(request, "papers/_draft_preview.html", {"preview": preview})


class PreviewPage(DraftPapersView):
    """The saved draft as one audience would read it, on a page of its own."""

    def get(self, request: HttpRequest, pk: int, audience: str) -> HttpResponse:
        """Show it; once it is issued, what was issued."""
        paper = find_paper(self.user, pk)
        if paper.is_issued:
            return redirect("papers:rendition", pk=pk, audience=audience)
        context = {
            "draft": paper,
            "preview": preview_of(paper, audience),
            "audiences": audiences_of(paper),
            "formats": DRAFT_FORMATS,
        }
        return render(request, "papers/preview.html", context)


class DraftFile(DraftPapersView):
    """The saved draft as a file that says that it is a draft: made now, not kept."""

    def get(self, request: HttpRequest, pk: int, audience: str, format: str) -> HttpResponse:
        """Send it; where a section is missing, the file says so in its place."""
        preview = preview_of(self.find_draft(pk), audience)
        try:
            file = export_paper(preview.paper, by=request.user, format=format)
        except UnknownFormat:
            raise Http404 from None
        headers = {"Content-Disposition": f'attachment; filename="draft-{file.name}"'}
        return HttpResponse(file.content, content_type=file.content_type, headers=headers)
