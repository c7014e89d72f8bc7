"""Quiet periods: everybody may read them; the secretariat adds, changes and removes them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from areas.changing import ChangeView
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission, holds
from cbtracker.digests.forms import QuietPeriodForm
from cbtracker.digests.models import QuietPeriod
from cbtracker.digests.services.quiet import add_quiet_period, change_quiet_period, remove_quiet_period
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import read_version
from cbtracker.web.formats import LONDON
from cbtracker.web.once import once

FIELDS = ("name", "kind", "from_on", "until_on")


class QuietPeriods(View):
    """The times without digests: those ahead, and those that are over."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        today = timezone.localdate(timezone.now(), LONDON)
        periods = list(QuietPeriod.objects.visible_to(request.user))
        context = {
            "ahead": [one for one in reversed(periods) if one.until_on >= today],
            "over": [one for one in periods if one.until_on < today],
            "may_edit": holds(request.user, Permission.EDIT_QUIET_PERIODS),
            "gets_digests": holds(request.user, Permission.GET_DIGESTS),
        }
        return render(request, "digests/quiet.html", context)


class _QuietEditor(View):
    """Not found for those who may not change quiet periods."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 before anything is read."""
        self.user: Any = request.user
        if not holds(self.user, Permission.EDIT_QUIET_PERIODS):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""
        return render(self.request, f"digests/{template}.html", context, status=status)

    def back(self, said: str) -> HttpResponse:
        """Go back to the quiet periods, saying what was done."""
        messages.success(self.request, said)
        return redirect("digests:quiet")

    def period(self, pk: int) -> QuietPeriod | None:
        """The quiet period `pk`; None if it was removed."""
        return QuietPeriod.objects.visible_to(self.user).filter(pk=pk).first()


class AddQuietPeriod(_QuietEditor):
    """A new quiet period."""

    title = "Add a quiet period"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the empty form."""
        return self.page("quiet_form", form=QuietPeriodForm(), title=self.title)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add it once, or show what is wrong."""
        form = QuietPeriodForm(request.POST)
        if form.is_valid():
            try:
                with once(request) as first:
                    if first:
                        add_quiet_period(by=self.user, now=timezone.now(), **form.cleaned_data)
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return self.back("The quiet period is added")
        return self.page("quiet_form", FORM_WRONG, form=form, title=self.title)


class ChangeQuietPeriod(_QuietEditor, ChangeView):
    """A quiet period that is there."""

    template, done = "quiet_form", "The quiet period is changed"

    @property
    def heading(self) -> str:
        """What the page is called."""
        return "Change a quiet period"

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return QuietPeriodForm(*args, **options)

    def find(self, **kwargs: Any) -> None:
        """Find the quiet period."""
        self.current = self.period(kwargs["pk"])

    def said_now(self) -> dict[str, Any]:
        """What it says."""
        return {name: getattr(self.current, name) for name in FIELDS}

    def show(self, form: Any, version: int, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`; the quiet period may be removed from there."""
        return super().show(form, version, status, period=self.current, **more)

    def write(self, form: Any, expected: int) -> None:
        """Change it."""
        change_quiet_period(
            self.current, by=self.user, expected_version=expected, now=timezone.now(), **form.cleaned_data
        )


class RemoveQuietPeriod(_QuietEditor):
    """Asks, then removes."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask whether to remove it."""
        period = self.period(pk)
        if period is None:
            raise Http404
        return self.page("quiet_remove", period=period)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Remove it, or show what it says now if it was changed meanwhile."""
        period, version = self.period(pk), read_version(request.POST) or 0
        if period is None:
            return self.back("It had already been removed")
        try:
            remove_quiet_period(period, by=self.user, expected_version=version, now=timezone.now())
        except StaleVersion as stale:
            if stale.current is None:
                return self.back("It had already been removed")
            return self.page("quiet_remove", CONFLICT, period=stale.current, conflict=True)
        return self.back("The quiet period is removed")
