"""Take-up of the offer's elements: by element, of one area, recording and ending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from areas.access import can
from areas.models import Area
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG, OK, attach
from cbtracker.web.once import once
from rollout.forms.offer import EndTakeUpForm, TakeUpForm
from rollout.models import TakeUp
from rollout.selectors.take_up import take_up_by_element, take_up_of
from rollout.services.take_up import end_take_up, record_take_up
from rollout.views.base import RolloutReader


class TakeUpByElement(RolloutReader):
    """Each element with the areas that take it up, by name: it is no comparison of areas."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return render(request, "rollout/offer/take_up.html", {"found": take_up_by_element(self.user)})


class _AreaView(RolloutReader):
    """Finds the area."""

    def area(self, slug: str) -> Area:
        """The area, or 404."""
        return get_object_or_404(Area.objects.visible_to(self.user), slug=slug)

    def page(self, template: str, area: Area, status: int = OK, **more: Any) -> HttpResponse:
        """Draw `template` about `area`."""
        return render(self.request, f"rollout/offer/{template}.html", {"area": area, **more}, status=status)

    def back(self, area: Area, said: str) -> HttpResponse:
        """Go back to what the area takes up, saying what was done."""
        messages.success(self.request, said)
        return redirect("rollout:area_take_up", slug=area.slug)


class AreaTakeUp(_AreaView):
    """What one area takes up, and took up before."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show it."""
        area = self.area(slug)
        may_edit = can(self.user, Permission.RECORD_TAKE_UP, on=area)
        return self.page("area", area, taken=take_up_of(area, self.user), may_edit=may_edit)


class _RecorderView(_AreaView):
    """Hides the page from those who record nothing about the area."""

    http_method_names = ["get", "head", "options", "post"]

    def area(self, slug: str) -> Area:
        """The area, or 404 where the person records nothing about it."""
        area = super().area(slug)
        if not can(self.user, Permission.RECORD_TAKE_UP, on=area):
            raise Http404
        return area


class RecordTakeUp(_RecorderView):
    """An element that the area takes up."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the empty form."""
        area = self.area(slug)
        return self.page("record", area, form=TakeUpForm(taken=take_up_of(area, self.user)))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Record it once, however often the form is sent, or show what is wrong."""
        area = self.area(slug)
        form = TakeUpForm(request.POST, taken=take_up_of(area, self.user))
        if form.is_valid():
            try:
                with once(request) as first:
                    if first:
                        record_take_up(area=area, by=self.user, now=timezone.now(), **form.cleaned_data)
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return self.back(area, "It is recorded")
        return self.page("record", area, FORM_WRONG, form=form)


class EndTakeUp(_RecorderView):
    """An element that the area does not use any more."""

    def taken(self, area: Area, pk: int) -> TakeUp:
        """The area's use of an element, or 404."""
        rows = TakeUp.objects.visible_to(self.user).filter(area=area)
        return get_object_or_404(rows.select_related("area", "element"), pk=pk)

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Ask when; what has ended leads back to the others."""
        area = self.area(slug)
        taken = self.taken(area, pk)
        if taken.ended_on is not None:
            return self.back(area, "It has already been recorded that this ended")
        return self.page("end", area, form=EndTakeUpForm(take_up=taken), taken=taken)

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Record it, or show what is wrong."""
        area = self.area(slug)
        taken = self.taken(area, pk)
        if taken.ended_on is not None:
            return self.back(area, "It has already been recorded that this ended")
        form = EndTakeUpForm(request.POST, take_up=taken)
        if form.is_valid():
            try:
                end_take_up(take_up=taken, by=self.user, now=timezone.now(), **form.cleaned_data)
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return self.back(area, "It is recorded that this ended")
        return self.page("end", area, FORM_WRONG, form=form, taken=taken)
