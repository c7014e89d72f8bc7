"""The papers: what was issued, the newest first, and for those who write them the drafts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.models import Body, Paper
from cbtracker.papers.reading import ISSUED_ORDER, drafts_of, issued_board_papers, with_updates
from cbtracker.papers.views.base import PapersView
from cbtracker.web.answers import form_status
from cbtracker.web.forms import GovukForm
from cbtracker.web.links import querystring
from cbtracker.web.pagination import KeysetPage, keyset_page


class PaperFilter(GovukForm):
    """Of which body."""

    mark_optional = False

    body = forms.ModelChoiceField(
        label="Body", queryset=Body.objects.none(), to_field_name="slug", required=False, empty_label="All bodies"
    )

    def __init__(self, data: Any, *, bodies: QuerySet[Body]) -> None:
        """`bodies` are those that have papers which the person may read."""
        super().__init__(data)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class PaperList(PapersView):
    """Issued papers with their tabled updates; drafts above them, for those who write them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list, of one body where the address says so."""
        papers = Paper.objects.visible_to(self.user)
        issued = issued_board_papers(papers)
        form = PaperFilter(request.GET, bodies=Body.objects.filter(pk__in=issued.order_by().values("body")))
        body = form.cleaned_data["body"] if form.is_valid() else None
        if body is not None:
            papers, issued = papers.filter(body=body), issued.filter(body=body)
        rows = with_updates(issued, papers)
        page = keyset_page(rows, order=ISSUED_ORDER, params=request.GET, never_blank={"issued_at"})
        return render(request, "papers/list.html", self._context(form, body, page, papers), status=form_status(form))

    def _context(self, form: PaperFilter, body: Body | None, page: KeysetPage, papers: Any) -> dict[str, Any]:
        writes = can(self.user, Permission.EDIT_PAPERS)
        return {
            "form": form,
            "body": body,
            "page": page,
            "drafts": drafts_of(papers) if writes else [],
            "bodies": list(Body.objects.visible_to(self.user)) if writes else [],
            "writes": writes,
            "applied": [{"text": str(body), "href": querystring(self.request.GET, body=None)}] if body else [],
            "clear_url": reverse("papers:list"),
            "links": self._links(),
        }

    def _links(self) -> list[dict[str, str]]:
        links = [("Changes between two moments", "papers:changes"), ("Bodies and meetings", "papers:bodies")]
        if can(self.user, Permission.EXPORT_PAPERS):
            links.insert(0, ("The register as a paper at any moment", "papers:requests"))
        links.append(("Check a file", "papers:check"))
        return [{"text": text, "href": href} for text, route in links if (href := _address(route))]


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
