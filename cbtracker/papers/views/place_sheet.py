"""The sheet of a place: read on a page, and taken as a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from areas.models import Area
from areas.views import ProgrammeReader
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.exporters import FORMATS
from cbtracker.papers.forms.moments import MomentForm
from cbtracker.papers.place_sheet import FORMATS as SHEET_FORMATS
from cbtracker.papers.place_sheet import place_sheet
from cbtracker.papers.services.exporting import export_paper
from cbtracker.papers.structure import BoardPaper
from cbtracker.web.answers import form_status


class _Sheet(ProgrammeReader, View):
    """A place's sheet for those who may read papers: it lists requests, and says for whom it was made."""

    permission = Permission.READ_PAPERS
    http_method_names = ["get", "head", "options"]

    def area(self, slug: str) -> Area:
        """The place, or 404."""
        return get_object_or_404(Area.objects.visible_to(self.request.user), slug=slug)

    def sheet(self, area: Area, form: MomentForm) -> BoardPaper:
        """The sheet that a valid `form` describes, as the person may read it."""
        chosen = form.cleaned_data
        as_at = chosen["moment"] if chosen["as_at"] else None
        return place_sheet(area, user=self.request.user, as_at=as_at, now=form.now, marking=chosen["marking"])

    def show(self, area: Area, form: MomentForm, **context: Any) -> HttpResponse:
        """The page, with what was typed and what is wrong with it."""
        context = {"area": area, "form": form, **context}
        return render(self.request, "papers/place_sheet.html", context, status=form_status(form))


class PlaceSheetPage(_Sheet):
    """Read the sheet as at now or a chosen moment."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the sheet and a link for each format."""
        area, form = self.area(slug), MomentForm(request.GET)
        if not form.is_valid():
            return self.show(area, form)
        return self.show(area, form, paper=self.sheet(area, form), downloads=_downloads(area, form))


class PlaceSheetFile(_Sheet):
    """The sheet as a file; the address can be passed on."""

    def get(self, request: HttpRequest, slug: str, format: str) -> HttpResponse:
        """Send the file, or the page where something in the address is wrong."""
        area, form = self.area(slug), MomentForm(request.GET)
        if format not in SHEET_FORMATS:
            raise Http404
        if not form.is_valid():
            return self.show(area, form)
        file = export_paper(self.sheet(area, form), by=request.user, format=format)
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return HttpResponse(file.content, content_type=file.content_type, headers=headers)


def _downloads(area: Area, form: MomentForm) -> list[dict[str, str]]:
    """A link for each format to exactly the sheet that is shown."""
    query = urlencode(form.query())
    return [
        {
            "text": FORMATS[name].label,
            "href": f"{reverse('papers:place_sheet_file', kwargs={'slug': area.slug, 'format': name})}?{query}",
        }
        for name in SHEET_FORMATS
    ]
