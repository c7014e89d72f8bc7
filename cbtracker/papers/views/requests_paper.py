"""The page from which board papers are read and downloaded."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.assembly import requests_paper
from cbtracker.papers.exporters import FORMATS
from cbtracker.papers.forms.moments import DownloadForm, MomentForm
from cbtracker.papers.services.exporting import export_paper
from cbtracker.papers.structure import BoardPaper
from cbtracker.web.answers import form_status


class ExportsPapers(View):
    """A page for those who may export papers; there is none for others."""

    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 to everybody else."""
        if not can(request.user, Permission.EXPORT_PAPERS):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def paper(self, form: MomentForm) -> BoardPaper:
        """The paper that a valid `form` describes."""
        chosen = form.cleaned_data
        return requests_paper(user=self.request.user, as_at=chosen["moment"], marking=chosen["marking"])

    def show(self, form: MomentForm, **context: Any) -> HttpResponse:
        """The page, with what was typed and what is wrong with it."""
        return render(self.request, "papers/requests.html", {"form": form, **context}, status=form_status(form))


class RequestsPaperView(ExportsPapers):
    """Choose the moment and marking of the paper of requests, read it, and take it in any format."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the paper as at the chosen moment, or as at now."""
        form = MomentForm(request.GET)
        if not form.is_valid():
            return self.show(form)
        return self.show(form, paper=self.paper(form), downloads=_downloads(form))


class DownloadRequestsPaperView(ExportsPapers):
    """The paper of requests as a file; the address can be passed on."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send the file, or the page where something in the address is wrong."""
        form = DownloadForm(request.GET)
        if not form.is_valid():
            return self.show(form)
        file = export_paper(self.paper(form), by=request.user, format=form.cleaned_data["format"])
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return HttpResponse(file.content, content_type=file.content_type, headers=headers)


def _downloads(form: MomentForm) -> list[dict[str, str]]:
    """A link for each format to exactly the paper that is shown."""
    address = reverse("papers:download")
    return [
        {"text": made.label, "href": f"{address}?{urlencode({**form.query(), 'format': name})}"}
        for name, made in FORMATS.items()
    ]
