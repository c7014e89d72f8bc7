"""What the pages that the secretariat keeps support with share."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import OK


class SupportEditor(View):
    """Not found for those who do not keep support."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 before anything is read."""
        self.user: Any = request.user
        if not can(self.user, Permission.EDIT_SUPPORT):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""
        return render(self.request, f"rollout/support/{template}.html", context, status=status)
