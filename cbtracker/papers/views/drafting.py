"""Writing a paper: begun for a body, written on one page, and never lost to a second writer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.beginning import first_words
from cbtracker.papers.forms.drafts import BodyForm, DraftForm, NewPaperForm
from cbtracker.papers.forms.sections import ADD, Sections, kept_sections, rearranged, sent_order, sent_sections
from cbtracker.papers.models import Body, Paper
from cbtracker.papers.previewing import audiences_of, preview_of
from cbtracker.papers.reading import who_issued
from cbtracker.papers.services import AlreadyIssued, StalePaper, change_draft, create_draft
from cbtracker.papers.services.drafting import last_paper_of
from cbtracker.papers.views.base import PapersView, find_paper
from cbtracker.papers.views.conflicts import combined_words, conflict_with, typed_words
from cbtracker.papers.views.previews import DRAFT_FORMATS, preview_of_words, read_audience
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach

ACTION = "action"


class NewPaper(PapersView):
    """Begin a paper: for which body, then its title and meeting. Everything else is as in the body's last paper."""

    permission = Permission.EDIT_PAPERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the body, or for what is to be said of its paper."""
        asked = BodyForm(request.GET if "body" in request.GET else None, user=self.user)
        if asked.is_bound and asked.is_valid():
            body = asked.cleaned_data["body"]
            return self._page(body, NewPaperForm(body=body, user=self.user))
        status = FORM_WRONG if asked.is_bound else OK
        return render(request, "papers/new_body.html", {"form": asked}, status=status)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin the draft and go on to it."""
        asked = BodyForm(request.GET, user=self.user)
        if not asked.is_valid():
            return redirect("papers:new")
        body = asked.cleaned_data["body"]
        form = NewPaperForm(request.POST, body=body, user=self.user)
        if not form.is_valid():
            return self._page(body, form, FORM_WRONG)
        paper = create_draft(by=self.user, body=body, words=first_words(body, **form.cleaned_data))
        messages.success(request, "The draft is started")
        return redirect("papers:draft", pk=paper.pk)

    def _page(self, body: Body, form: NewPaperForm, status: int = OK) -> HttpResponse:
        context = {"form": form, "body": body, "last": last_paper_of(body)}
        return render(self.request, "papers/new.html", context, status=status)


class DraftPage(PapersView):
    """The page on which a draft is written. Answers: 302 saved, 422 with what is wrong, 409 when somebody was first.

    Buttons that add, move and take out a section send the whole form and show it again; they save nothing.
    """

    permission = Permission.EDIT_PAPERS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A draft that somebody discarded while its words were being typed gives them back."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if request.method == "POST" and can(self.user, self.permission):
                return self._too_late(request, "Somebody has discarded this draft.")
            raise

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the draft as it is saved; an issued paper is shown itself."""
        paper = find_paper(self.user, pk)
        if paper.is_issued:
            return redirect("papers:paper", pk=pk)
        form = DraftForm(None, paper=paper, user=self.user)
        return self._page(paper, form, kept_sections(paper, user=self.user))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save, or rearrange what was sent and show it again."""
        paper = find_paper(self.user, pk)
        if paper.is_issued:
            return self._too_late(request, who_issued(paper), paper)
        choice = request.POST.get(two_writers.CHOICE)
        if choice == two_writers.KEEP_THEIRS:
            messages.info(request, "The draft was left as it was")
            return redirect("papers:draft", pk=pk)
        if choice == two_writers.COMBINE:
            return self._conflict(paper, combine=True)
        return self._rearranged(paper) or self._saved(paper)

    # --- What the buttons do ---

    def _rearranged(self, paper: Paper) -> HttpResponse | None:
        data = self.request.POST
        moved = rearranged(data.get(ACTION, ""), sent_order(data, paper), chosen=data.get(ADD, ""))
        if moved is None:
            return None
        form = DraftForm(data, paper=paper, user=self.user)
        sections = sent_sections(data, paper, user=self.user, order=moved.order)
        return self._page(paper, _unjudged(form), _all_unjudged(sections), moved=moved, is_changed=True)

    def _saved(self, paper: Paper) -> HttpResponse:
        data = self.request.POST
        form = DraftForm(data, paper=paper, user=self.user)
        sections = sent_sections(data, paper, user=self.user)
        expected = two_writers.read_version(data)
        if expected is None:
            form.add_error(None, two_writers.MALFORMED)
        if not all([form.is_valid(), sections.is_valid()]) or expected is None:
            return self._page(paper, form, sections, FORM_WRONG)
        try:
            change_draft(paper, by=self.user, expected_version=expected, words=form.words(sections.read()))
        except AlreadyIssued as late:
            return self._too_late(self.request, who_issued(late.paper), late.paper)
        except StalePaper:
            return self._conflict(find_paper(self.user, paper.pk))
        except ValidationError as wrong:
            attach(form, wrong)
            return self._page(paper, form, sections, FORM_WRONG)
        return self._after(paper)

    def _after(self, paper: Paper) -> HttpResponse:
        audience, action = read_audience(self.request.POST), self.request.POST.get(ACTION)
        if action == "issue":
            return redirect("papers:issue", pk=paper.pk)
        messages.success(self.request, "The draft is saved")
        address = reverse("papers:draft", kwargs={"pk": paper.pk})
        return redirect(f"{address}?preview_for={audience}{'#preview' if action == 'preview' else ''}")

    # --- Two writers ---

    def _conflict(self, paper: Paper, *, combine: bool = False) -> HttpResponse:
        """409: somebody was first. Both versions, what differs, and the whole form as it was typed."""
        data = self.request.POST
        form = DraftForm(data, paper=paper, user=self.user)
        sections = sent_sections(data, paper, user=self.user)
        conflict = conflict_with(paper, form, sections, user=self.user)
        if combine:
            both = combined_words(data, conflict)
            form = DraftForm(both, paper=paper, user=self.user)
            sections = sent_sections(both, paper, user=self.user)
        return self._page(paper, _unjudged(form), _all_unjudged(sections), CONFLICT, conflict=conflict)

    def _too_late(self, request: HttpRequest, reason: str, paper: Paper | None = None) -> HttpResponse:
        """409: there is no draft any more. The words can be copied from the page."""
        context = {"reason": reason, "typed": typed_words(request.POST), "paper": paper}
        return render(request, "papers/draft_too_late.html", context, status=CONFLICT)

    # --- The page ---

    def _page(self, paper: Paper, form: DraftForm, sections: Sections, status: int = OK, **more: Any) -> HttpResponse:
        audience = read_audience(self.request.POST or self.request.GET)
        is_sent = form.is_bound
        preview = preview_of_words(paper, form, sections, audience) if is_sent else preview_of(paper, audience)
        context = {
            "draft": paper,
            "form": form,
            "sections": sections,
            "version": paper.version if status == CONFLICT else self.request.POST.get("version", paper.version),
            "preview": preview,
            "audiences": audiences_of(paper),
            "formats": DRAFT_FORMATS,
            "page_has_errors": status == FORM_WRONG,
            **more,
        }
        return render(self.request, "papers/draft.html", context, status=status)


def _unjudged(form: Any) -> Any:
    """`form` as it was typed, without what is wrong with it: nobody has asked yet."""
    form.is_valid()
    form.errors.clear()
    return form


def _all_unjudged(sections: Sections) -> Sections:
    for form in sections.forms:
        _unjudged(form)
    return sections
