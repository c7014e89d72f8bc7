"""The secretariat acknowledges a nomination, begins to talk with the place, and finds it a locality lead."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG
from rollout.forms.acknowledging import AcknowledgeForm
from rollout.models import Nomination
from rollout.nomination_answers import nomination_title
from rollout.selectors.nominations import Member, members_of
from rollout.services.nominations import NominationClosed, acknowledge
from rollout.views.base import RolloutReader

WAITS_NOT = {
    Nomination.State.DRAFT: "The nomination has not been submitted yet",
    Nomination.State.ACKNOWLEDGED: "The nomination has been acknowledged already",
    Nomination.State.WITHDRAWN: "The nomination was withdrawn",
}


class AcknowledgeNomination(RolloutReader):
    """One page with three parts, of which each may be left out; pressing the button acknowledges."""

    http_method_names = ["get", "head", "options", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 unless the person may acknowledge."""
        if not can(request.user, Permission.ACKNOWLEDGE_NOMINATION):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the parts; a nomination that does not wait for it leads to its own page."""
        nomination = self._nomination(pk)
        if nomination.state is not Nomination.State.SUBMITTED:
            return self._to(nomination, WAITS_NOT[nomination.state])
        members = members_of(nomination, timezone.localdate())
        return self._page(nomination, members, AcknowledgeForm(without_lead=_without_lead(members)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Acknowledge it once; whoever comes second is told so."""
        nomination, now = self._nomination(pk), timezone.now()
        members = members_of(nomination, timezone.localdate())
        form = AcknowledgeForm(request.POST, without_lead=_without_lead(members))
        if form.is_valid():
            said = {name: form.cleaned_data[name] for name in ("message", "converse")}
            try:
                acknowledge(nomination, by=self.user, now=now, leads=form.leads(), **said)
            except NominationClosed as closed:
                return self._to(closed.current, WAITS_NOT[closed.current.state])
            except ValidationError as wrong:
                form.add_error(None, ValidationError(wrong.messages))
            else:
                messages.success(request, "Acknowledged. An email is on its way to the people whom it names")
                return redirect("rollout:nomination", pk=pk)
        return self._page(nomination, members, form, FORM_WRONG)

    def _nomination(self, pk: int) -> Nomination:
        rows = Nomination.objects.visible_to(self.user).select_related("lead_authority", "submitted_by")
        return get_object_or_404(rows, pk=pk)

    def _to(self, nomination: Nomination, said: str) -> HttpResponse:
        messages.warning(self.request, said)
        return redirect("rollout:nomination", pk=nomination.pk)

    def _page(
        self, nomination: Nomination, members: list[Member], form: AcknowledgeForm, status: int = 200
    ) -> HttpResponse:
        context = {"nomination": nomination, "place": nomination_title(nomination), "members": members, "form": form}
        return render(self.request, "rollout/nominations/acknowledge.html", context, status=status)


def _without_lead(members: list[Member]) -> list[Any]:
    return [one.authority for one in members if one.lead is None]
