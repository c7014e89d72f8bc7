"""What the officer's pages of a nomination share: who reaches them, and what becomes of them when it is no draft."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views import View

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import OK
from rollout.models import Nomination
from rollout.nomination_answers import nomination_title

SAID_CLOSED = {
    Nomination.State.SUBMITTED: "It has been submitted: its answers can no longer be changed",
    Nomination.State.ACKNOWLEDGED: "It has been submitted: its answers can no longer be changed",
    Nomination.State.WITHDRAWN: "It has been withdrawn. Resume it to change its answers",
}


class OfficerView(View):
    """Pages for who may nominate; not found for everybody else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 before anything is read."""
        self.user: Any = request.user
        if not can(self.user, Permission.EDIT_NOMINATION):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class NominationView(OfficerView):
    """A page of one nomination, for officers of its authorities."""

    nomination: Nomination

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the nomination among the person's own, or 404."""
        found = self._rows(request.user).filter(pk=kwargs["pk"]).first()
        if found is None or not can(request.user, Permission.EDIT_NOMINATION, on=found):
            raise Http404
        self.nomination = found
        return super().dispatch(request, *args, **kwargs)

    @staticmethod
    def _rows(user: Any) -> QuerySet[Nomination]:
        return Nomination.objects.visible_to(user).select_related(
            "lead_authority", "area", "changed_by", "started_by", "submitted_by"
        )

    def read_again(self) -> None:
        """Read the nomination as somebody else has left it meanwhile."""
        self.nomination = self._rows(self.user).get(pk=self.nomination.pk)

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template` about the nomination."""
        shown = {"nomination": self.nomination, "title": nomination_title(self.nomination), **context}
        return render(self.request, f"rollout/nominations/{template}.html", shown, status=status)

    def to(self, name: str, said: str = "", *, level: int = messages.SUCCESS) -> HttpResponse:
        """Go to another page of the nomination, saying `said` there."""
        if said:
            messages.add_message(self.request, level, said)
        return redirect(f"rollout:{name}", pk=self.nomination.pk)

    def to_closed(self, current: Nomination | None = None) -> HttpResponse:
        """Go to the nomination's own page, saying why this cannot be done any more."""
        said = SAID_CLOSED.get((current or self.nomination).state, "It is a draft")
        return self.to("nomination", said, level=messages.WARNING)


class DraftView(NominationView, ABC):
    """A page that there is only while the nomination is a draft."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, or lead to the nomination."""
        return self.show(**kwargs) if self.nomination.is_draft else self.to_closed()

    @abstractmethod
    def show(self, **kwargs: Any) -> HttpResponse:
        """Show the page of a draft."""
