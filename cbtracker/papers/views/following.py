"""What follows a paper: its tabled update, the reissue that corrects it, and the end of a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cbtracker.accounts.permissions import Permission
from cbtracker.papers.forms.drafts import CorrectionForm
from cbtracker.papers.models import Paper
from cbtracker.papers.reading import who_issued
from cbtracker.papers.services import (
    AlreadyIssued,
    StalePaper,
    discard_draft,
    start_reissue,
    start_tabled_update,
)
from cbtracker.papers.views.base import PapersView, find_paper
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK

CHANGED = "Somebody changed the draft after you opened this page. Look at it again before you discard it."


class FollowingView(PapersView):
    """A page of those who write papers."""

    permission = Permission.EDIT_PAPERS

    def find_issued(self, pk: int) -> Paper:
        """The issued paper `pk`. Raises Http404."""
        paper = find_paper(self.user, pk)
        if not paper.is_issued:
            raise Http404
        return paper


class StartTabledUpdate(FollowingView):
    """One click: the draft that holds only what changed since the paper."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Start it, or go on with the one that there is."""
        paper = self.find_issued(pk)
        try:
            draft = start_tabled_update(paper, by=self.user)
        except ValidationError as wrong:
            messages.warning(request, wrong.messages[0])
            return redirect("papers:paper", pk=pk)
        messages.success(request, "The tabled update is ready to check. It holds what changed since the paper.")
        return redirect("papers:draft", pk=draft.pk)


class StartReissue(FollowingView):
    """Say what a new issue corrects, and begin it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what it corrects; where somebody has begun one already, lead to that."""
        paper = self.find_issued(pk)
        begun = Paper.objects.visible_to(self.user).filter(corrects=paper).first()
        if begun is not None:
            messages.info(request, f"Issue {begun.issue_number} has been started already.")
            return redirect("papers:paper", pk=begun.pk)
        return self._page(paper, CorrectionForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin the draft of the next issue."""
        paper = self.find_issued(pk)
        form = CorrectionForm(request.POST)
        if not form.is_valid():
            return self._page(paper, form, FORM_WRONG)
        try:
            draft = start_reissue(paper, by=self.user, correction=form.cleaned_data["correction"])
        except ValidationError as wrong:
            form.add_error("correction" if hasattr(wrong, "error_dict") else None, wrong.messages)
            return self._page(paper, form, FORM_WRONG)
        return self._after(draft, form.cleaned_data["correction"])

    def _after(self, draft: Paper, correction: str) -> HttpResponse:
        if draft.correction == correction:
            messages.success(self.request, f"Issue {draft.issue_number} is started")
        else:
            messages.warning(self.request, f"Somebody else had started issue {draft.issue_number}. This is theirs.")
        return redirect("papers:paper", pk=draft.pk)

    def _page(self, paper: Paper, form: CorrectionForm, status: int = OK) -> HttpResponse:
        context = {"form": form, "issued": paper, "page_has_errors": status == FORM_WRONG}
        return render(self.request, "papers/reissue.html", context, status=status)


class DiscardDraft(FollowingView):
    """Throw a draft away, after a question."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask."""
        paper = find_paper(self.user, pk)
        return redirect("papers:paper", pk=pk) if paper.is_issued else self._page(paper)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Discard it as it was seen."""
        paper = find_paper(self.user, pk)
        expected = two_writers.read_version(request.POST)
        if expected is None:
            return self._page(paper, two_writers.MALFORMED, FORM_WRONG)
        title = str(paper)
        try:
            discard_draft(paper, by=self.user, expected_version=expected)
        except AlreadyIssued as late:
            messages.info(request, who_issued(late.paper))
            return redirect("papers:paper", pk=pk)
        except StalePaper as stale:
            return self._page(stale.paper, CHANGED, CONFLICT)
        except ValidationError as gone:
            messages.info(request, gone.messages[0])
            return redirect("papers:list")
        messages.success(request, f"The draft “{title}” is discarded")
        return redirect("papers:list")

    def _page(self, paper: Paper, fault: str = "", status: int = OK) -> HttpResponse:
        context: dict[str, Any] = {"draft": paper, "fault": fault, "page_has_errors": bool(fault)}
        return render(self.request, "papers/discard.html", context, status=status)
