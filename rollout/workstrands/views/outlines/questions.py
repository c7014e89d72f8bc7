"""The pages of questions: each saves for itself, in part too, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from areas.changing import ChangeView
from areas.services.versions import StaleVersion
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT
from rollout.workstrands.forms.outlines import FORMS
from rollout.workstrands.models import OutlineProposal
from rollout.workstrands.outline_pages import OutlinePage, pages_of, read_said
from rollout.workstrands.outline_tasks import page_address
from rollout.workstrands.services.outlines.answering import keep_answers
from rollout.workstrands.services.outlines.claims import OutlineClosed
from rollout.workstrands.views.outlines.base import SAID_CLOSED, OutlineView


class OutlineQuestion(OutlineView, ChangeView):
    """One page of questions: 302 saved, 422 with the fault at its field, 409 where somebody else was first."""

    template, done = "question", ""
    current: OutlineProposal

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer for the page that the address names."""
        self.asked = OutlinePage(kwargs["page"])
        return super().dispatch(request, *args, **kwargs)

    @property
    def heading(self) -> str:
        """What the page is called."""
        return str(self.asked.label)

    @property
    def was_first(self) -> tuple[str, datetime | None]:
        """When it was changed."""
        return "", self.current.changed_at

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask, with the answers so far."""
        return super().get(request, **kwargs) if self.outline.is_draft else self.to_closed()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save it and go on, or show what is wrong, both versions, or that it is too late."""
        self.find(**kwargs)
        if not self.outline.is_draft:
            return self._too_late(self.form_of(request.POST))
        if request.POST.get(two_writers.CHOICE) == two_writers.KEEP_THEIRS:
            return self.to("outline_tasks", "It was left as it is")
        return super().post(request, **kwargs)

    def find(self, **kwargs: Any) -> None:
        """Read it as it is now. Raises Http404 for a page of the other workstrand."""
        self.read_again()
        if self.asked not in pages_of(self.outline.strand):
            raise Http404
        self.current, self.said = self.outline, read_said(self.outline)

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return FORMS[self.asked](*args, said=self.said, page=self.asked, **options)

    def said_now(self) -> dict[str, Any]:
        """What the fields say."""
        return FORMS[self.asked].said_of(self.said, self.asked)

    def write(self, form: Any, expected: int) -> None:
        """Keep the answers; one that is no draft any more is told from what is there."""
        told: dict[str, Any] = {"by": self.user, "expected_version": expected, "now": timezone.now()}
        try:
            keep_answers(self.outline, **form.kept(), **told)
        except OutlineClosed as closed:
            raise StaleVersion(closed.current) from None

    def back(self, said: str) -> HttpResponse:
        """Go on to the next page that is not answered, or to the check of all of them."""
        pages = pages_of(self.outline.strand)
        said_now = read_said(self.outline)
        after = pages[pages.index(self.asked) + 1 :]
        left = [page for page in after if not said_now.given(page)]
        return redirect(page_address(self.outline, left[0])) if left else self.to("outline_check")

    def both_versions(self, form: Any, *, combine: bool = False) -> HttpResponse:
        """Both versions; where it is no draft any more, what was typed can only be copied."""
        return super().both_versions(form, combine=combine) if self.outline.is_draft else self._too_late(form)

    def show(self, form: Any, version: int, status: int = 200, **more: Any) -> HttpResponse:
        """The page with `form`, and which of the pages it is."""
        pages = pages_of(self.outline.strand)
        number = {"number": pages.index(self.asked) + 1, "total": len(pages)}
        return super().show(form, version, status, **number, **more)

    def _too_late(self, form: Any) -> HttpResponse:
        _, typed = two_writers.beside(form, self.said_now())
        return self.page("too_late", CONFLICT, typed=typed, reason=SAID_CLOSED[self.outline.state])
