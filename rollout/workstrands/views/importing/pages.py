"""Importing lines of a shadow budget on a page: upload, preview, confirmation."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, TOO_LARGE
from cbtracker.web.conflict import read_version
from cbtracker.web.formats import plural
from cbtracker.web.tables.faults import Fault, faults_shown
from rollout.workstrands.forms.importing import BudgetImportForm
from rollout.workstrands.importing.columns import COLUMNS, choices_of_columns
from rollout.workstrands.importing.preview import BudgetPreview
from rollout.workstrands.models import BudgetLine, BudgetUpload
from rollout.workstrands.services.budget_import import (
    BudgetImported,
    BudgetImportRefused,
    BudgetMoved,
    confirm_budget_upload,
    keep_budget_upload,
    preview_of_upload,
    read_file,
)
from rollout.workstrands.views.base import PlanPage


class BudgetImportPage(PlanPage):
    """Take a file. One with faults is refused with all of them; a good one leads to its preview."""

    needs: ClassVar[Permission] = Permission.EDIT_STRAND_PLAN

    def get(self, request: HttpRequest, place: str) -> HttpResponse:
        """Ask for the file."""
        return self._ask(self._form())

    def post(self, request: HttpRequest, place: str) -> HttpResponse:
        """Read the file; keep it for its preview where nothing is wrong with it."""
        form = self._form(request.POST, request.FILES)
        if not form.is_valid():
            return self._ask(form, status=TOO_LARGE if form.is_too_large else FORM_WRONG)
        file = form.cleaned_data["file"]
        content = file.read()
        read = read_file(content, name=file.name, plan=self.plan)
        if read.faults:
            form.add_error("file", f"{file.name} cannot be imported. Mend what is listed below and try again")
            return self._ask(form, read.faults, status=FORM_WRONG)
        upload = keep_budget_upload(
            plan=self.plan,
            how=form.cleaned_data["how"],
            file_name=file.name,
            content=content,
            by=self.user,
            now=timezone.now(),
        )
        return redirect("workstrands:budget_import_preview", place=place, upload=upload.pk)

    def _form(self, *sent: Any) -> BudgetImportForm:
        return BudgetImportForm(*sent, there=BudgetLine.objects.filter(plan=self.plan).count())

    def _ask(self, form: BudgetImportForm, faults: tuple[Fault, ...] = (), *, status: int = OK) -> HttpResponse:
        return self.page(
            "budget_import",
            status,
            form=form,
            faults=faults_shown(faults),
            columns=COLUMNS,
            choices=choices_of_columns(),
        )


class BudgetImportPreviewPage(PlanPage):
    """What an uploaded file would do to the budget; the button does it, all or nothing."""

    needs: ClassVar[Permission] = Permission.EDIT_STRAND_PLAN

    def get(self, request: HttpRequest, place: str, upload: Any) -> HttpResponse:
        """Show what would happen now."""
        return self._show(self._upload(upload))

    def post(self, request: HttpRequest, place: str, upload: Any) -> HttpResponse:
        """Import what the preview showed; where the budget has moved on, show how it is now instead."""
        found = self._upload(upload)
        expected = read_version(request.POST) or 0
        try:
            done = confirm_budget_upload(upload=found, expected_version=expected, by=self.user, now=timezone.now())
        except (BudgetMoved, BudgetImportRefused):
            found.plan.refresh_from_db()
            return self._show(found, CONFLICT)
        messages.success(request, said_of(done))
        return redirect("workstrands:budget", place=place)

    def _upload(self, key: Any) -> BudgetUpload:
        rows = BudgetUpload.objects.visible_to(self.user).filter(plan=self.plan)
        return get_object_or_404(rows.select_related("plan__place"), pk=key)

    def _show(self, upload: BudgetUpload, status: int = OK) -> HttpResponse:
        preview: BudgetPreview = preview_of_upload(upload)
        return self.page(
            "budget_import_preview",
            status,
            upload=upload,
            preview=preview,
            replaces=preview.how == BudgetUpload.How.REPLACE,
            faults=faults_shown(preview.faults),
            is_stale=status == CONFLICT,
            page_has_errors=status == CONFLICT or bool(preview.faults),
        )


def said_of(done: BudgetImported) -> str:
    """What an import did, in a sentence."""
    gone = f" and {plural(done.removed, 'line')} removed" if done.removed else ""
    return f"Imported {done.file_name}: {plural(done.added, 'line')} added{gone}"
