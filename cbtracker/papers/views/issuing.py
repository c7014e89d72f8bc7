"""Issuing a paper: a page to check it on, and one button."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.papers.drafts import read_sections
from cbtracker.papers.models import Paper
from cbtracker.papers.previewing import audiences_of
from cbtracker.papers.reading import who_issued
from cbtracker.papers.renditions import build_rendition
from cbtracker.papers.services import AlreadyIssued, StalePaper, issue_paper
from cbtracker.papers.services.issuing import PaperNotReady, why_not
from cbtracker.papers.views.base import PapersView, find_paper
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK

CHANGED = "Somebody changed the draft after you opened this page. Look at what would be issued now, then issue it."


class IssuePaper(PapersView):
    """What would be frozen, for whom, and what is missing; then the button. Answers: 302 issued, 409, 422."""

    permission = Permission.ISSUE_PAPERS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what would be issued; an issued paper is shown itself."""
        paper = find_paper(self.user, pk)
        return redirect("papers:paper", pk=pk) if paper.is_issued else self._page(paper)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Issue it. Who comes second is led to what was issued, and told by whom."""
        paper = find_paper(self.user, pk)
        expected = two_writers.read_version(request.POST)
        if expected is None:
            return self._page(paper, [two_writers.MALFORMED], FORM_WRONG)
        try:
            issue_paper(paper, by=self.user, expected_version=expected)
        except AlreadyIssued as late:
            return self._issued_by_another(find_paper(self.user, late.paper.pk))
        except StalePaper:
            return self._page(find_paper(self.user, pk), [CHANGED], CONFLICT)
        except PaperNotReady as wrong:
            return self._page(paper, wrong.messages, FORM_WRONG)
        messages.success(request, f"“{paper}” is issued. Nobody can change it any more.")
        return redirect("papers:paper", pk=pk)

    def _issued_by_another(self, paper: Paper) -> HttpResponse:
        messages.info(self.request, who_issued(paper))
        return redirect("papers:paper", pk=paper.pk)

    def _page(self, paper: Paper, faults: list[str] | None = None, status: int = OK) -> HttpResponse:
        now = timezone.now()
        sections = read_sections(paper.sections)
        built = {key: build_rendition(paper, key, now=now) for key, _ in audiences_of(paper)}
        gaps = {gap for one in built.values() for gap in one.gaps}
        context = {
            "draft": paper,
            "renditions": [
                (key, name, [section.title for section in sections if key in section.audiences])
                for key, name in audiences_of(paper)
            ],
            "gaps": sorted(gaps, key=lambda gap: gap.title),
            "reason": why_not(paper, now=now),
            "faults": faults or [],
            "page_has_errors": bool(faults),
        }
        return render(self.request, "papers/issue.html", context, status=status)
