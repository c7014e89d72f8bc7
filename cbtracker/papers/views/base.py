"""What the pages of papers share: who reaches them, and the paper that they are about."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views import View

from areas.access import NotPermitted, can
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.models import Paper
from cbtracker.web.formats import as_datetime


class PapersView(View):
    """A page for those whose role has `permission`; for others it is not there (DESIGN rule 2)."""

    permission = Permission.READ_PAPERS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Keep who asks."""
        super().setup(request, *args, **kwargs)
        self.user: Any = request.user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, or 404."""
        if not can(self.user, self.permission):
            raise Http404
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotPermitted:
            raise Http404 from None


def find_paper(user: Any, pk: int) -> Paper:
    """The paper `pk` if `user` may know of it. Raises Http404."""
    rows = Paper.objects.visible_to(user).select_related(
        "body", "meeting", "compared_with", "supplement_to", "corrects", "issued_by", "changed_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def who_issued(paper: Paper) -> str:
    """A sentence that says who issued `paper` and when."""
    return f"{paper.issued_by} issued “{paper}” on {as_datetime(paper.issued_at)}."
