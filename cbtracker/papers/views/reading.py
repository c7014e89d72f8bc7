"""Reading what was issued: one rendition for each audience, in five formats, as it was frozen."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.exporters import FORMATS
from cbtracker.papers.models import Paper, Rendition, RenditionFile
from cbtracker.papers.models.choices import PaperState
from cbtracker.papers.reading import issues_of, renditions_for, updates_of
from cbtracker.papers.renditions import read_rendition
from cbtracker.papers.services.exporting import take_file
from cbtracker.papers.services.following import why_no_update
from cbtracker.papers.views.base import PapersView, find_paper
from cbtracker.web.formats import size_in_words


class PaperPage(PapersView):
    """Leads to what the person reads of a paper: the fullest rendition that is for them, or the draft."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead on."""
        paper = find_paper(self.user, pk)
        if not paper.is_issued:
            return redirect("papers:draft", pk=pk)
        found = renditions_for(self.user, paper)
        if not found:
            raise Http404
        return redirect("papers:rendition", pk=pk, audience=found[0].audience)


class RenditionPage(PapersView):
    """An issued paper as one audience has it: its files and digests, its text, its issues and tabled updates."""

    def get(self, request: HttpRequest, pk: int, audience: str) -> HttpResponse:
        """Show it; a rendition that is not for the person is not there."""
        rows = Rendition.objects.visible_to(self.user).select_related("paper__body", "paper__meeting")
        rendition = rows.filter(paper__pk=pk, audience=audience).first()
        if rendition is None:
            raise Http404
        issued = find_paper(self.user, pk)
        issues = list(issues_of(self.user, issued))
        context = {
            "issued": issued,
            "rendition": rendition,
            "paper": read_rendition(rendition),
            "files": [_file(one) for one in rendition.files.defer("content")],
            "others": [one for one in renditions_for(self.user, issued) if one.pk != rendition.pk],
            "issues": issues,
            "replaced_by": issues[0] if issues[0].pk != issued.pk else None,
            "updates": list(updates_of(self.user, issued)),
            **self._what_can_be_done(issued),
        }
        return render(request, "papers/rendition.html", context)

    def _what_can_be_done(self, issued: Paper) -> dict[str, Any]:
        if not can(self.user, Permission.EDIT_PAPERS):
            return {}
        drafts = Paper.objects.visible_to(self.user).filter(state=PaperState.DRAFT)
        return {
            "may_follow": True,
            "no_update": why_no_update(issued, now=timezone.now()),
            "reissue_draft": drafts.filter(corrects__series=issued.series).first(),
            "update_draft": drafts.filter(supplement_to=issued, corrects=None).first(),
        }


def _file(file: RenditionFile) -> dict[str, str]:
    return {
        "format": file.format,
        "label": FORMATS[file.format].label,
        "size": size_in_words(file.size),
        "digest": file.digest,
    }


class FrozenFile(PapersView):
    """A file of an issued paper: the very bytes that were frozen, never made again."""

    def get(self, request: HttpRequest, pk: int, audience: str, format: str) -> HttpResponseBase:
        """Send it; 304 where the reader has it already."""
        rows = RenditionFile.objects.visible_to(self.user).select_related("rendition__paper")
        file = rows.filter(rendition__paper__pk=pk, rendition__audience=audience, format=format).first()
        if file is None:
            raise Http404
        etag = f'"{file.digest}"'
        headers = {
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "ETag": etag,
            "X-Content-Type-Options": "nosniff",
        }
        answer = HttpResponse(content_type=file.content_type, headers=headers)
        known = get_conditional_response(request, etag=etag, response=answer)
        if known is not None and known is not answer:
            return known
        answer.content = take_file(file, by=self.user)
        return answer
