"""What the officer's pages of an outline proposal share: who reaches them, and what is said once it is no draft."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import OK
from rollout.workstrands.models import OutlineProposal

SAID_CLOSED = {
    OutlineProposal.State.SUBMITTED: "It has been submitted: its answers can no longer be changed",
    OutlineProposal.State.WITHDRAWN: "It has been withdrawn: its answers can no longer be changed",
}


def outlines_of(user: Any) -> QuerySet[OutlineProposal]:
    """Those that `user` may see, with all that a page says of one."""
    rows = OutlineProposal.objects.visible_to(user)
    return rows.select_related("strand", "authority", "earlier_area", "started_by", "submitted_by", "withdrawn_by")


class OutlineOfficer(View):
    """Pages for officers who may propose a place; not found for everybody else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 before anything is read."""
        self.user: Any = request.user
        if not can(self.user, Permission.EDIT_OUTLINE):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class OutlineView(OutlineOfficer):
    """A page of one outline proposal, for officers of its authority."""

    outline: OutlineProposal

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find it among the person's own, or 404."""
        self.outline = get_object_or_404(outlines_of(request.user), pk=kwargs["pk"])
        if not can(request.user, Permission.EDIT_OUTLINE, on=self.outline):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def read_again(self) -> None:
        """Read it as somebody else has left it meanwhile."""
        self.outline = outlines_of(self.user).get(pk=self.outline.pk)

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template` about it."""
        context = {"outline": self.outline, "strand": self.outline.strand, **context}
        return render(self.request, f"workstrands/outlines/{template}.html", context, status=status)

    def to(self, name: str, said: str = "", *, level: int = messages.SUCCESS) -> HttpResponse:
        """Go to another page of it, saying `said` there."""
        if said:
            messages.add_message(self.request, level, said)
        return redirect(f"workstrands:{name}", pk=self.outline.pk)

    def to_closed(self) -> HttpResponse:
        """Go to its own page, saying why this cannot be done any more."""
        return self.to("outline", SAID_CLOSED[self.outline.state], level=messages.WARNING)


class DraftPage(OutlineView, ABC):
    """A page that there is only while it is a draft."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, or lead to the outline proposal."""
        return self.show(**kwargs) if self.outline.is_draft else self.to_closed()

    @abstractmethod
    def show(self, **kwargs: Any) -> HttpResponse:
        """Show the page of a draft."""
