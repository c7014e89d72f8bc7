"""Raising a barrier, naming a request that is one, and taking it off the plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG, OK, attach
from cbtracker.web.once import once
from requests_log.freedoms import similar_freedoms
from requests_log.models import LoggedRequest
from requests_log.sights import reads_register
from rollout.workstrands.forms.barriers import BarrierForm, LinkBarrierForm
from rollout.workstrands.models import PlanBarrier
from rollout.workstrands.selectors.barriers import barriers_shown
from rollout.workstrands.services.team.barriers import link_barrier, raise_barrier, unlink_barrier
from rollout.workstrands.views.base import PlanPage


class BarrierPage(PlanPage):
    """What pages about barriers share."""

    needs = Permission.EDIT_STRAND_PLAN

    def go_back(self, said: str) -> HttpResponse:
        """Go back to the barriers of the plan."""
        messages.success(self.request, said)
        return redirect(self.team)

    @property
    def team(self) -> str:
        """Where barriers are shown."""
        return f"{reverse('workstrands:team', args=[self.plan.place.slug])}#barriers"

    def form_page(self, template: str, form: Any, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`."""
        return self.page(template, status, form=form, back=self.team, **more)


class RaiseBarrier(BarrierPage):
    """A barrier becomes a request of Whitehall, after what may already be possible was shown (F004 A ¶4)."""

    def get(self, request: HttpRequest, place: str) -> HttpResponse:
        """Show the empty form."""
        return self.form_page("barrier_raise", BarrierForm())

    def post(self, request: HttpRequest, place: str) -> HttpResponse:
        """Show freedoms that are like it; the second time, or where none is, raise it once."""
        form = BarrierForm(request.POST)
        if not form.is_valid():
            return self.form_page("barrier_raise", form, FORM_WRONG)
        freedoms = [] if form.was_looked_at() else similar_freedoms(form.words, user=self.user)
        if freedoms:
            return self.form_page("barrier_raise", form, freedoms=freedoms, looked=form.looked)
        try:
            with once(request) as first:
                if first:
                    raise_barrier(plan=self.plan, **form.cleaned_data, by=self.user, now=timezone.now())
        except ValidationError as wrong:
            attach(form, wrong)
            return self.form_page("barrier_raise", form, FORM_WRONG)
        return self.go_back("The barrier is now a request of Whitehall")


class LinkBarrier(BarrierPage):
    """A request that is in the register already is a barrier of the plan."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Not found for those who do not read the register."""
        if not reads_register(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, place: str) -> HttpResponse:
        """Ask for its reference."""
        return self.form_page("barrier_link", LinkBarrierForm())

    def post(self, request: HttpRequest, place: str) -> HttpResponse:
        """Name it, or say what is wrong with it."""
        form = LinkBarrierForm(request.POST)
        if form.is_valid():
            try:
                self._link(form.cleaned_data["reference"])
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return self.go_back("The request is listed as a barrier")
        return self.form_page("barrier_link", form, FORM_WRONG)

    def _link(self, reference: str) -> None:
        entry = LoggedRequest.objects.visible_to(self.user).filter(reference=reference).first()
        if entry is None:
            raise ValidationError({"reference": "There is no request with this reference that you may read"})
        link_barrier(plan=self.plan, entry=entry, by=self.user, now=timezone.now())


class UnlinkBarrier(BarrierPage):
    """Asks, then takes a barrier off the plan."""

    def get(self, request: HttpRequest, place: str, pk: int) -> HttpResponse:
        """Ask."""
        return self.page("barrier_unlink", barrier=self._barrier(pk), back=self.team)

    def post(self, request: HttpRequest, place: str, pk: int) -> HttpResponse:
        """Take it off."""
        unlink_barrier(barrier=self._barrier(pk), by=self.user, now=timezone.now())
        return self.go_back("The barrier is off the plan. Its request stays in the register")

    def _barrier(self, pk: int) -> PlanBarrier:
        shown = barriers_shown(self.plan, self.user).select_related("entry", "plan__place")
        return get_object_or_404(shown, pk=pk)
