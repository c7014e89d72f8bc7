"""What the pages of papers share: who reaches them, and the paper that they are about."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views import View

from areas.access import NotPermitted, can
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.models import Paper
from cbtracker.papers.reading import paper_rows


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
    found = paper_rows(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
