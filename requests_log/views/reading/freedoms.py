"""What any area can already do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import form_status
from cbtracker.web.forms import GovukForm, PlainTextField
from cbtracker.web.pagination import capped_count, keyset_page
from requests_log.freedoms import search_freedoms
from requests_log.models import LoggedRequest
from requests_log.views.permitted import PermittedView

ORDER = [("declared_at", "desc"), ("id", "desc")]
COLUMNS = ("id", "declared_at", "text", "entry_id", "entry__issue", "entry__areas_label", "entry__departments_label")


class FreedomSearch(GovukForm):
    """The words to look for."""

    mark_optional = False
    q = PlainTextField(label="Search freedoms", required=False, max_length=200)
    q.look = {"width": "two-thirds", "hint": "Words in the issue or in what areas can do"}  # type: ignore[attr-defined]


class FreedomList(PermittedView):
    """Every freedom, for every reader: its issue, text and labels, and no more of the request it came of."""

    permission = Permission.READ_FREEDOMS

    def get(self, request: HttpRequest) -> HttpResponse:
        """The freedoms that hold the words looked for; 422 for words that cannot be read."""
        form = FreedomSearch(request.GET)
        text = form.cleaned_data["q"] if form.is_valid() else ""
        found = search_freedoms(text, user=request.user)
        context: dict[str, Any] = {"form": form, "text": text}
        if form.is_valid():
            page = keyset_page(found.values(*COLUMNS), order=ORDER, params=request.GET)
            context |= {"page": page, "count": capped_count(found), "open": self._open(page.rows)}
        return render(request, "requests_log/freedoms.html", context, status=form_status(form))

    def _open(self, rows: list[dict[str, Any]]) -> dict[int, str]:
        """References of the requests behind `rows` that the reader may open."""
        visible = LoggedRequest.objects.visible_to(self.request.user)
        return dict(visible.filter(pk__in=[row["entry_id"] for row in rows]).order_by().values_list("pk", "reference"))
