"""A plan as it was agreed: freezing it, and reading what it said."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.once import once
from rollout.workstrands.forms.plans import AgreedForm
from rollout.workstrands.plan_data import plan_as_data
from rollout.workstrands.selectors.plans import versions
from rollout.workstrands.services.agreeing import PlanMoved, agree_version, digest_of
from rollout.workstrands.version_reading import differences, readable, tables, terms_changed
from rollout.workstrands.views.base import PlanPage


class AgreeVersion(PlanPage):
    """Says with whom the plan was agreed, and freezes it."""

    needs = Permission.EDIT_STRAND_PLAN

    def get(self, request: HttpRequest, place: str) -> HttpResponse:
        """Ask with whom and when."""
        return self._ask(AgreedForm(initial={"seen": self._digest()}))

    def post(self, request: HttpRequest, place: str) -> HttpResponse:
        """Freeze what was seen, once; or show what is wrong, or that the plan has changed."""
        form = AgreedForm(request.POST)
        if form.is_valid():
            try:
                self._freeze(form)
            except PlanMoved:
                again = {**form.cleaned_data, "seen": self._digest()}
                return self._ask(AgreedForm(initial=again), CONFLICT, moved=True)
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                messages.success(request, "The plan is frozen as it was agreed")
                return redirect(f"{reverse('workstrands:plan', args=[place])}#versions")
        return self._ask(form, FORM_WRONG)

    def _freeze(self, form: AgreedForm) -> None:
        with once(self.request) as first:
            if first:
                agree_version(plan=self.plan, **form.cleaned_data, by=self.user, now=timezone.now())

    def _digest(self) -> str:
        return digest_of(plan_as_data(self.plan))

    def _ask(self, form: AgreedForm, status: int = OK, **more: bool) -> HttpResponse:
        back = reverse("workstrands:plan", args=[self.plan.place.slug])
        return self.page("agree", status, form=form, back=f"{back}#versions", **more)


class VersionPage(PlanPage):
    """What an agreed version said, and what is different now."""

    def get(self, request: HttpRequest, place: str, number: int) -> HttpResponse:
        """Show it."""
        rows = versions(self.user).defer(None).filter(plan=self.plan)
        version = get_object_or_404(rows, number=number)
        then, now = (readable(data, self.user, plan=self.plan) for data in (version.data, plan_as_data(self.plan)))
        return self.page(
            "version",
            version=version,
            data=then,
            tables=tables(then, version.totals),
            differences=differences(then, now),
            terms_changed=terms_changed(then, now),
            whole=digest_of(version.data) == version.digest,
        )
