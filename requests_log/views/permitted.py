"""What the pages of the register share: who reaches them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views import View

from areas.access import can
from cbtracker.accounts.permissions import Permission


class PermittedView(View):
    """A page for those whose role has `permission`; for others it is not there (DESIGN rule 2)."""

    permission = Permission.READ_REGISTER

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, or 404."""
        if not can(request.user, self.permission):
            raise Http404
        return super().dispatch(request, *args, **kwargs)
