"""Changing the timeline: the secretariat adds, changes and removes entries, and dates the phases."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from areas.access import can
from areas.changing import ChangeView
from areas.models import Phase
from areas.services.phases import change_phase, dates_of
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import read_version
from cbtracker.web.once import once
from rollout.forms.timeline import EntryForm, PhaseForm
from rollout.models import TimelineEntry
from rollout.selectors.timeline import item_of
from rollout.services.timeline import add_entry, change_entry, remove_entry, said_of


class TimelineEditor(View):
    """Not found for those who may not change the timeline."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 before anything is read."""
        self.user: Any = request.user
        if not can(self.user, Permission.EDIT_TIMELINE):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""
        return render(self.request, f"rollout/{template}.html", context, status=status)

    def back(self, said: str) -> HttpResponse:
        """Go back to the timeline, saying what was done."""
        messages.success(self.request, said)
        return redirect("rollout:timeline")

    def entry(self, pk: int) -> TimelineEntry | None:
        """Return the entry `pk`; None if it was removed. Raises Http404 where there never was one."""
        entry = TimelineEntry.objects.visible_to(self.user).filter(pk=pk).first()
        if entry is None and not TimelineEntry.objects.filter(pk=pk).exists():
            raise Http404
        return entry


class AddEntry(TimelineEditor):
    """A new entry."""

    title = "Add to the timeline"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the empty form."""
        return self.page("timeline_form", form=EntryForm(), title=self.title)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add it once, or show what is wrong."""
        form = EntryForm(request.POST)
        if form.is_valid():
            try:
                with once(request) as first:
                    if first:
                        add_entry(terms=form.terms(), by=self.user, now=timezone.now())
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return self.back("Added to the timeline")
        return self.page("timeline_form", FORM_WRONG, form=form, title=self.title)


class _ChangeTimeline(TimelineEditor, ChangeView):
    """A form on an entry or a phase."""

    template = "timeline_form"
    form_class: ClassVar[type[forms.Form]]

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return self.form_class(*args, **options)

    def show(self, form: Any, version: int, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`; an entry may be removed from there."""
        entry = self.current if isinstance(self.current, TimelineEntry) else None
        return super().show(form, version, status, entry=entry, **more)


class ChangeEntry(_ChangeTimeline):
    """An entry that is there."""

    form_class, done = EntryForm, "The timeline is changed"

    @property
    def heading(self) -> str:
        """What the page is called."""
        return "Change the timeline"

    def find(self, **kwargs: Any) -> None:
        """Find the entry."""
        self.current = self.entry(kwargs["pk"])

    def said_now(self) -> dict[str, Any]:
        """What the entry says."""
        return said_of(self.current)

    def write(self, form: Any, expected: int) -> None:
        """Change it."""
        change_entry(
            entry=self.current, terms=form.terms(), expected_version=expected, by=self.user, now=timezone.now()
        )


class ChangePhase(_ChangeTimeline):
    """The dates of a phase."""

    form_class, done = PhaseForm, "The dates of the phase are changed"

    @property
    def heading(self) -> str:
        """What the page is called."""
        return f"Change the dates: {self.current.name}"

    def find(self, **kwargs: Any) -> None:
        """Find the phase."""
        self.current = get_object_or_404(Phase.objects.visible_to(self.user), slug=kwargs["slug"])

    def said_now(self) -> dict[str, Any]:
        """What the phase says."""
        return dates_of(self.current)

    def write(self, form: Any, expected: int) -> None:
        """Change them."""
        change_phase(
            phase=self.current, dates=form.dates(), expected_version=expected, by=self.user, now=timezone.now()
        )


class RemoveEntry(TimelineEditor):
    """Asks, then removes."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask whether to remove it."""
        entry = self.entry(pk)
        if entry is None:
            raise Http404
        return self.page("timeline_remove", item=item_of(entry))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Remove it, or show what it says now if it was changed meanwhile."""
        entry, version = self.entry(pk), read_version(request.POST) or 0
        if entry is None:
            return self.back("It had already been removed")
        try:
            remove_entry(entry=entry, expected_version=version, by=self.user, now=timezone.now())
        except StaleVersion as stale:
            if not isinstance(stale.current, TimelineEntry):
                return self.back("It had already been removed")
            return self.page("timeline_remove", CONFLICT, item=item_of(stale.current), conflict=True)
        return self.back("Removed from the timeline")
