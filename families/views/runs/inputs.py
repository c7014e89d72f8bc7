"""Populations and indicators: what there is, and a new one by file, preview and confirmation."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from areas.services.reference import ReferenceFault
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, TOO_LARGE, attach
from cbtracker.web.once import once
from families.forms.runs import AddInputForm
from families.input_presenters import faults_shown, input_shown, preview_shown
from families.inputs import Contents
from families.models import InputUpload
from families.selectors.runs import bases_for, figures_in, indicators_for, runs_for
from families.services.uploads import INDICATOR, POPULATION, confirm_upload, contents_of, keep_upload, read_contents
from families.views.runs.making import RunsEditor
from families.views.runs.reading import RunsReader


class InputsPage(RunsReader):
    """The populations and indicators that runs are made of."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        kinds = [
            (POPULATION, "Populations", "How many people live in each authority.", list(bases_for(self.user))),
            (INDICATOR, "Indicators", "A score of need for each authority.", list(indicators_for(self.user))),
        ]
        return self.page("runs/inputs", kinds=kinds, may_edit=self.may_edit)


class InputPage(RunsReader):
    """One population or indicator: where it is from, each authority with its code and figure, the runs made of it."""

    def get(self, request: HttpRequest, kind: str, slug: str) -> HttpResponse:
        """Show it as it came in."""
        rows: Any = bases_for(self.user) if kind == POPULATION else indicators_for(self.user)
        found = get_object_or_404(rows, slug=slug)
        made = runs_for(self.user).filter(**{"base" if kind == POPULATION else "indicators": found})
        shown = input_shown(found, figures_in(found))
        return self.page("runs/input", found=found, kind=InputUpload.Kind(kind).label, shown=shown, runs=made)


class AddInput(RunsEditor):
    """Take a file. One with faults is refused with all of them; a good one leads to its preview."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file."""
        return self._form(AddInputForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read the file; keep it for its preview where nothing is wrong with it."""
        form = AddInputForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._form(form, status=TOO_LARGE if form.is_too_large else FORM_WRONG)
        sent = form.cleaned_data["file"]
        file, kind = Contents(sent.name, sent.read()), form.cleaned_data["kind"]
        try:
            upload = keep_upload(kind=kind, words=form.words(), file=file, by=self.user, now=timezone.now())
        except ReferenceFault as wrong:
            form.add_error("file", f"{file.name} cannot be used. Mend what is listed below and try again")
            return self._form(form, faults_shown(wrong, file.name), status=FORM_WRONG)
        except ValidationError as wrong:
            attach(form, wrong)
            return self._form(form, status=FORM_WRONG)
        return redirect("families:input_preview", upload=upload.pk)

    def _form(self, form: AddInputForm, faults: Any = None, *, status: int = OK) -> HttpResponse:
        return self.page("runs/add_input", status, form=form, faults=faults)


class InputPreview(RunsEditor):
    """What an uploaded file holds; the button adds it, all or nothing."""

    permission: ClassVar[Permission] = Permission.EDIT_RUNS

    def get(self, request: HttpRequest, upload: Any) -> HttpResponse:
        """Show it."""
        return self._page(self._upload(upload))

    def post(self, request: HttpRequest, upload: Any) -> HttpResponse:
        """Add it once, however often the button is pressed; where something else was added first, say so."""
        try:
            with once(request) as first:
                if not first:
                    return redirect("families:inputs")
                found = self._upload(upload)
                added = confirm_upload(upload=found, by=self.user, now=timezone.now())
        except ValidationError as wrong:
            return self._page(found, CONFLICT, problems=[{"text": text} for text in wrong.messages])
        messages.success(request, f"{added} is added. Runs can be made of it")
        return redirect("families:inputs")

    def _upload(self, key: Any) -> InputUpload:
        return get_object_or_404(InputUpload.objects.visible_to(self.user), pk=key)

    def _page(self, upload: InputUpload, status: int = OK, **more: Any) -> HttpResponse:
        preview = preview_shown(upload, read_contents(upload.kind, contents_of(upload)))
        context = {"upload": upload, "preview": preview, "page_has_errors": status != OK, **more}
        return self.page("runs/input_preview", status, **context)
