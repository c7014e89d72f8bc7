"""What all pages about families share: no estimate without its caveat, and nothing for those who may read none."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import OK
from families.presenters import CAVEAT


class FamiliesReader(View):
    """Pages that are not found for those who lack `permission` (DESIGN §6)."""

    permission: ClassVar[Permission] = Permission.READ_ESTIMATES

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 before anything is read."""
        self.user: Any = request.user
        if not can(self.user, self.permission):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template` with the caveat, which goes with every figure."""
        return render(self.request, f"families/{template}.html", {"caveat": CAVEAT, **context}, status=status)
