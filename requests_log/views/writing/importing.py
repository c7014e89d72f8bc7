"""Importing a file on a page: upload, preview, confirmation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, TOO_LARGE
from cbtracker.web.tables.faults import Fault, faults_shown
from requests_log.forms.importing import ImportForm
from requests_log.import_presenters import plan_shown, said_of
from requests_log.importing.columns import COLUMNS
from requests_log.importing.plan import Plan, make_plan
from requests_log.models import ImportUpload
from requests_log.services.core import StaleVersion
from requests_log.services.register_import import ImportRefused, StalePreview
from requests_log.services.uploads import confirm_upload, effective_moment, keep_upload, plan_of, read_upload
from requests_log.views.writing.triage import PermittedView


class ImportView(PermittedView):
    """Take a file. One with faults is refused with all of them; a good one leads to its preview."""

    permission = Permission.IMPORT_REGISTER

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file."""
        return self._page(ImportForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read the file; keep it for its preview where nothing is wrong with it."""
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, status=TOO_LARGE if form.is_too_large else FORM_WRONG)
        file, day, now = form.cleaned_data["file"], form.cleaned_data["effective_on"], timezone.now()
        content = file.read()
        parsed = read_upload(content, name=file.name, now=now)
        plan = make_plan(parsed, effective_at=effective_moment(day, now=now), now=now)
        if plan.faults:
            form.add_error("file", f"{file.name} cannot be imported. Mend what is listed below and try again")
            return self._page(form, plan.faults, status=FORM_WRONG)
        upload = keep_upload(by=request.user, file_name=file.name, content=content, effective_on=day, now=now)
        return redirect("requests:import_preview", upload=upload.pk)

    def _page(self, form: ImportForm, faults: tuple[Fault, ...] = (), *, status: int = OK) -> HttpResponse:
        context = {"form": form, "faults": faults_shown(faults), "columns": COLUMNS}
        return render(self.request, "requests_log/import.html", context, status=status)


class ImportPreviewView(PermittedView):
    """What an uploaded file would create and change; the button does it, all or nothing."""

    permission = Permission.IMPORT_REGISTER

    def get(self, request: HttpRequest, upload: Any) -> HttpResponse:
        """Show what would happen now."""
        found = self._upload(upload)
        return self._page(found, plan_of(found, now=timezone.now()))

    def post(self, request: HttpRequest, upload: Any) -> HttpResponse:
        """Import what the preview showed; where the register has moved on, show how it is now instead."""
        found = self._upload(upload)
        try:
            result = confirm_upload(found, by=request.user, expected=request.POST.get("fingerprint", ""))
        except StalePreview as stale:
            return self._page(found, stale.plan, status=CONFLICT)
        except (ImportRefused, StaleVersion):
            return self._page(found, plan_of(found, now=timezone.now()), status=CONFLICT)
        messages.success(request, said_of(result))
        return redirect("requests:change", pk=result.batch.pk) if result.batch else redirect("requests:import")

    def _upload(self, key: Any) -> ImportUpload:
        return get_object_or_404(ImportUpload.objects.visible_to(self.request.user), pk=key)

    def _page(self, upload: ImportUpload, plan: Plan, *, status: int = OK) -> HttpResponse:
        context = {
            "upload": upload,
            "plan": plan_shown(plan),
            "faults": faults_shown(plan.faults),
            "is_stale": status == CONFLICT,
            "page_has_errors": status == CONFLICT or bool(plan.faults),
        }
        return render(self.request, "requests_log/import_preview.html", context, status=status)
