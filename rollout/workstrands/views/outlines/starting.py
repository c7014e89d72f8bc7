"""Where an outline proposal begins, and the task list to which one comes back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cbtracker.web.answers import FORM_WRONG, OK, attach
from cbtracker.web.once import once
from rollout.workstrands.forms.outlines import StartOutlineForm
from rollout.workstrands.models import Workstrand
from rollout.workstrands.outline_answers import outline_sections
from rollout.workstrands.outline_pages import pages_of
from rollout.workstrands.outline_presenters import ListedOutline
from rollout.workstrands.outline_tasks import outline_tasks, page_address
from rollout.workstrands.selectors.outlines import outlines_of_strand, own_authorities
from rollout.workstrands.selectors.strands import prospectus_of
from rollout.workstrands.services.outlines.answering import start_outline
from rollout.workstrands.views.outlines.base import DraftPage, OutlineOfficer
from rollout.workstrands.windows import Window, said_of, window_on


class StartOutline(OutlineOfficer):
    """What is asked, who signs and who reads it; and the form that begins."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show it."""
        strand = self._strand(number)
        return self._page(strand, self._form(strand))

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Begin once, or say why it cannot be begun."""
        strand = self._strand(number)
        form = self._form(strand, request.POST)
        if form.is_valid():
            try:
                with once(request) as first:
                    if not first:
                        return redirect("workstrands:strand", number=number)
                    begun = start_outline(strand=strand, by=self.user, now=timezone.now(), **form.cleaned_data)
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return redirect("workstrands:outline_tasks", pk=begun.pk)
        return self._page(strand, form, FORM_WRONG)

    def _strand(self, number: int) -> Workstrand:
        return get_object_or_404(Workstrand.objects.visible_to(self.user), number=number)

    def _form(self, strand: Workstrand, *args: Any) -> StartOutlineForm:
        return StartOutlineForm(*args, strand=strand, authorities=own_authorities(self.user))

    def _page(self, strand: Workstrand, form: StartOutlineForm, status: int = OK) -> HttpResponse:
        today, prospectus = timezone.localdate(), prospectus_of(strand, self.user)
        there = [ListedOutline(one) for one in outlines_of_strand(strand, self.user)]
        context = {
            "strand": strand,
            "form": form,
            "own": own_authorities(self.user),
            "is_open": window_on(prospectus, today) is Window.OPEN,
            "window_said": said_of(prospectus, today),
            "pages": pages_of(strand),
            "lines": [one for one in there if one.outline.withdrawn_at is None],
        }
        return render(self.request, "workstrands/outlines/start.html", context, status=status)


class OutlineTaskList(DraftPage):
    """What is answered, what is signed, and what is left."""

    def show(self, **kwargs: Any) -> HttpResponse:
        """Show it."""
        now = timezone.now()
        window = said_of(prospectus_of(self.outline.strand, self.user), timezone.localdate(now))
        return self.page("tasks", tasks=outline_tasks(self.outline, now=now), window_said=window)


class CheckOutline(DraftPage):
    """All answers, each with a link to change it."""

    def show(self, **kwargs: Any) -> HttpResponse:
        """Show them, and what is missing."""
        tasks = outline_tasks(self.outline, now=timezone.now())
        changes = {page.value: page_address(self.outline, page) for page in tasks.said.pages}
        sections = outline_sections(self.outline, said=tasks.said)
        return self.page("check", sections=sections, changes=changes, tasks=tasks)
