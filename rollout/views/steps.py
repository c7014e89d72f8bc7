"""The steps of one authority: reading them, taking one, retracting one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from areas.access import can
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG
from cbtracker.web.once import once
from rollout.forms.engagement import RetractForm, StepForm
from rollout.models import EngagementStep
from rollout.selectors.steps import retracted_steps_of, steps_of
from rollout.services import retract_step, take_step
from rollout.views.base import RolloutReader


class _AuthorityView(RolloutReader):
    """Finds the authority."""

    @property
    def may_edit(self) -> bool:
        """Whether the person records steps."""
        return can(self.request.user, Permission.EDIT_ENGAGEMENT)

    def authority(self, slug: str) -> Authority:
        """The authority, or 404."""
        return get_object_or_404(Authority.objects.visible_to(self.request.user), slug=slug)

    def page(self, template: str, authority: Authority, status: int = 200, **more: Any) -> HttpResponse:
        """Draw `template` about `authority`."""
        context = {"authority": authority, **more}
        return render(self.request, f"rollout/{template}.html", context, status=status)

    def back(self, authority: Authority, message: str) -> HttpResponse:
        """Go back to the authority's steps, saying what was done."""
        messages.success(self.request, message)
        return redirect("rollout:steps", slug=authority.slug)


class StepsPage(_AuthorityView):
    """Every step of an authority with its date; for the secretariat, those retracted too."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show them, the newest first."""
        authority = self.authority(slug)
        retracted = retracted_steps_of(authority, request.user) if self.may_edit else []
        steps = steps_of(authority, request.user)
        return self.page("steps", authority, steps=steps, retracted=retracted, may_edit=self.may_edit)


class _EditorView(_AuthorityView):
    """Hides the page from those who record no steps."""

    http_method_names = ["get", "head", "options", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 unless the person may record steps."""
        if not can(request.user, Permission.EDIT_ENGAGEMENT):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class TakeStep(_EditorView):
    """A step that an authority took."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the empty form."""
        return self.page("take_step", self.authority(slug), form=StepForm())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Record it once, however often the form is sent, or show what is wrong."""
        authority, form = self.authority(slug), StepForm(request.POST)
        if form.is_valid():
            try:
                with once(request) as first:
                    if first:
                        take_step(authority=authority, by=request.user, **form.cleaned_data)
            except ValidationError as wrong:
                _add_faults(form, wrong)
            else:
                return self.back(authority, "Step recorded")
        return self.page("take_step", authority, FORM_WRONG, form=form)


class RetractStep(_EditorView):
    """A step that was taken by mistake."""

    def step(self, authority: Authority, pk: int) -> EngagementStep:
        """The authority's step `pk` that counts, or 404."""
        rows = EngagementStep.objects.visible_to(self.request.user).filter(authority=authority)
        return get_object_or_404(rows.select_related("authority"), pk=pk)

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Ask why; a step that has been retracted already leads back to the others."""
        authority = self.authority(slug)
        step = self.step(authority, pk)
        if step.retracted_at is not None:
            return self.back(authority, "This step has already been retracted")
        return self.page("retract_step", authority, form=RetractForm(), step=step)

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Retract it, or show what is wrong."""
        authority, form = self.authority(slug), RetractForm(request.POST)
        step = self.step(authority, pk)
        if step.retracted_at is not None:
            return self.back(authority, "This step has already been retracted")
        if form.is_valid():
            try:
                retract_step(step=step, reason=form.cleaned_data["reason"], by=request.user)
            except ValidationError as wrong:
                _add_faults(form, wrong)
            else:
                return self.back(authority, "Step retracted")
        return self.page("retract_step", authority, FORM_WRONG, form=form, step=step)


def _add_faults(form: Form, wrong: ValidationError) -> None:
    """Name what the service refused beside its field, or above the form."""
    form.add_error(None, wrong)
