"""What pages of assessors and of the selection share."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from areas.access import can
from areas.changing import ChangeView
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import OK
from rollout.workstrands.models import Workstrand
from rollout.workstrands.selectors.selecting import strands_to_assess


class AssessingPage(View):
    """A page for those who assess or select in a workstrand; not found for everybody else, before a form is read."""

    permission = Permission.ASSESS_OUTLINES
    strand: Workstrand

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 unless the person may do what the page is for."""
        self.user: Any = request.user
        if not can(self.user, self.permission):
            raise Http404
        self.prepare(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def prepare(self, **kwargs: Any) -> None:
        """Find what the address names: the workstrand. Raises Http404."""
        self.strand = get_object_or_404(strands_to_assess(self.user), number=kwargs["number"])

    @property
    def about(self) -> str:
        """What stands above the heading."""
        return str(self.strand)

    @property
    def back_href(self) -> str:
        """Where the page is opened from."""
        return reverse("workstrands:assessors", args=[self.strand.number])

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""
        context = {"strand": self.strand, "about": self.about, "back": self.back_href, **context}
        return render(self.request, f"workstrands/selecting/{template}.html", context, status=status)

    def back(self, said: str) -> HttpResponse:
        """Go back, saying what was done."""
        messages.success(self.request, said)
        return redirect(self.back_href)

    def elsewhere(self, said: str, href: str) -> HttpResponse:
        """Lead on to a page where it can be mended, saying why."""
        messages.warning(self.request, said)
        return redirect(href)


class ChangePage(AssessingPage, ChangeView):
    """A form on something that is there, and is never removed."""

    template = "form"

    def find(self, **kwargs: Any) -> None:
        """It was found before the form is read; read it again where somebody was first."""
        self.prepare(**kwargs)

    @staticmethod
    def now() -> Any:
        """This moment."""
        return timezone.now()
