"""Annex D as a file in each format: what the person may read of it, no more."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cbtracker.papers.annex_d import annex_d_paper
from cbtracker.papers.services.exporting import export_paper
from families.forms.annex_d import AnnexDForm
from families.selectors.annex_d import read_annex_d
from families.views.annex_d import AnnexDReader


class AnnexDFile(AnnexDReader):
    """The table of the page as a file; the address can be passed on, and gives each reader their own rows."""

    def get(self, request: HttpRequest, format: str) -> HttpResponse:
        """Send the file, or the page where something in the address is wrong."""
        form = AnnexDForm(request.GET, user=self.user)
        if not form.is_valid():
            return self.show(form)
        table = read_annex_d(self.user, as_at=form.day, run=form.chosen_run)
        paper = annex_d_paper(table, marking=form.cleaned_data["marking"], now=timezone.now())
        file = export_paper(paper, by=self.user, format=format)
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return HttpResponse(file.content, content_type=file.content_type, headers=headers)
