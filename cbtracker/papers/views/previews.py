"""A draft as each audience would read it: as it is saved, and as it is being written. Only a file taken is recorded."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cbtracker.accounts.permissions import Permission
from cbtracker.papers.exporters import FORMATS, UnknownFormat
from cbtracker.papers.forms.drafts import DraftForm
from cbtracker.papers.forms.sections import Sections, sent_sections
from cbtracker.papers.models import Paper
from cbtracker.papers.models.choices import Audience
from cbtracker.papers.models.renditions import FROZEN_FORMATS
from cbtracker.papers.previewing import Preview, audiences_of, preview_of, with_words
from cbtracker.papers.services.exporting import export_paper
from cbtracker.papers.views.base import PapersView, find_paper

AUDIENCE = "preview_for"
DRAFT_FORMATS = tuple((name, FORMATS[name].label) for name in FROZEN_FORMATS)


def read_audience(data: Any) -> str:
    """The audience that the page asks for; the body where it names none."""
    asked = str(data.get(AUDIENCE, ""))
    return asked if asked in Audience.values else Audience.BODY.value


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
