"""The table of Annex D as a file."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.papers.annex_d import annex_d_paper
from cbtracker.papers.exporters import FORMATS
from cbtracker.papers.services.exporting import export_paper
from cbtracker.rest.operation import operation
from families.api.annex_d import CHOICES
from families.api.base import FamiliesViewSet
from families.forms.annex_d import AnnexDForm
from families.selectors.annex_d import read_annex_d

MEDIA = MappingProxyType({one.content_type.partition(";")[0]: name for name, one in FORMATS.items()})
"""The formats by the media type that is asked for."""


class AnnexDFiles(FamiliesViewSet):
    """The files that the page offers."""

    @operation("Take Annex D as a file", permission=Permission.READ_ESTIMATES, query=CHOICES, files=tuple(MEDIA))
    def retrieve(self, request: Any) -> HttpResponseBase:
        """The table with its caveat and its marking, as far as the reader may see it: the format is that of `Accept`.
        Who took it is on record, with the digest of the file.
        """
        form = self.asked(AnnexDForm(self.params, user=request.user))
        table = read_annex_d(request.user, as_at=form.day, run=form.chosen_run)
        paper = annex_d_paper(table, marking=form.cleaned_data["marking"], now=timezone.now())
        file = export_paper(paper, by=request.user, format=MEDIA[request.accepted_renderer.media_type])
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return HttpResponse(file.content, content_type=file.content_type, headers=headers)
