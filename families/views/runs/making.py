"""Making a run, and choosing which one is current: two steps, so that the result is looked at between them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG, OK, attach
from cbtracker.web.once import once
from families.forms.runs import MakeRunForm
from families.selectors.runs import runs_for
from families.services import make_current, make_run
from families.views.runs.reading import RunsReader


class RunsEditor(RunsReader):
    """Pages that make runs, for the secretariat."""

    permission: ClassVar[Permission] = Permission.EDIT_RUNS


class MakeRun(RunsEditor):
    """A new run. It is stored, and changes nothing that anybody else reads until it is made current."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask what it is to be made of."""
        return self._form(MakeRunForm(user=self.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it once and show it, or say what is wrong."""
        form = MakeRunForm(request.POST, user=self.user)
        if not form.is_valid():
            return self._form(form, FORM_WRONG)
        try:
            with once(request) as first:
                if not first:
                    return redirect("families:runs")
                run = make_run(**form.terms(), by=self.user, now=timezone.now())
        except ValidationError as wrong:
            attach(form, wrong)
            return self._form(form, FORM_WRONG)
        messages.success(request, "The run is stored. Its estimates are shown to others once you make it current")
        return redirect("families:run", pk=run.pk)

    def _form(self, form: MakeRunForm, status: int = OK) -> HttpResponse:
        return self.page("runs/make", status, form=form)


class MakeCurrent(RunsEditor):
    """Asks before the estimates that everybody reads change."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say what would change."""
        run = self.run(pk)
        if run.is_current:
            return redirect("families:run", pk=run.pk)
        return self.page("runs/make_current", run=run, current=runs_for(self.user).filter(is_current=True).first())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make it the current one."""
        run = make_current(self.run(pk), by=self.user, now=timezone.now())
        messages.success(request, f"{run.name} is the current run")
        return redirect("families:run", pk=run.pk)
