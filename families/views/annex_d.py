"""The table of Annex D on a page: estimates beside proposals, as each person may read it (F004 Annex D)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cbtracker.web.answers import form_status
from families.forms.annex_d import AnnexDForm
from families.presenters import COLUMNS, notes_of, rows_of, totals_of
from families.selectors.annex_d import AnnexD, read_annex_d
from families.views.base import FamiliesReader

FORMATS = (
    ("html", "Web page (HTML)"),
    ("pdf", "PDF"),
    ("odt", "OpenDocument text (ODT)"),
    ("docx", "Word document (DOCX)"),
    ("csv", "Data (CSV)"),
    ("xlsx", "Excel workbook (XLSX)"),
)
"""The files that `cbtracker.papers`, the floor above, makes of the table: their formats and what people call them."""


class AnnexDReader(FamiliesReader):
    """The whole table for Whitehall, the own rows for an officer. Nothing in it sorts or filters by a figure."""

    def show(self, form: AnnexDForm, **more: Any) -> HttpResponse:
        """The page, with what was chosen, or with what is wrong in it."""
        return self.page("annex_d", form_status(form), form=form, **more)


class AnnexDPage(AnnexDReader):
    """The table, and a link for each file of it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the table as at the day asked for, from the current run or the one chosen."""
        form = AnnexDForm(request.GET, user=self.user)
        if not form.is_valid():
            return self.show(form)
        table = read_annex_d(self.user, as_at=form.day, run=form.chosen_run)
        return self.show(form, marking=form.cleaned_data["marking"], downloads=_downloads(form), **_said(table))


def _said(table: AnnexD) -> dict[str, Any]:
    return {
        "table": table,
        "columns": COLUMNS,
        "rows": rows_of(table),
        "totals": totals_of(table),
        "notes": notes_of(table),
    }


def _downloads(form: AnnexDForm) -> list[dict[str, str]]:
    """A link for each format to exactly the table that is shown."""
    query = urlencode(form.query())
    return [
        {"text": text, "href": f"{reverse('papers:annex_d_file', kwargs={'format': name})}?{query}"}
        for name, text in FORMATS
    ]
