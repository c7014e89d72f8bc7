"""Changing the timeline: the secretariat adds, changes and removes entries, and dates the phases."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from areas.access import can
from areas.models import Phase
from areas.services.phases import change_phase, dates_of
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK
from cbtracker.web.conflict import Conflict, read_version
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


class ChangeView(TimelineEditor, ABC):
    """A form on what is there: 302 saved, 422 with the fault at its field, 409 where somebody was first.

    `current` is None where it was removed meanwhile.
    """

    form_class: ClassVar[type[forms.Form]]
    done: ClassVar[str]
    current: Any

    @abstractmethod
    def find(self, **kwargs: Any) -> None:
        """Find `current`. Raises Http404."""

    @abstractmethod
    def said_now(self) -> dict[str, Any]:
        """What the fields say in the database."""

    @abstractmethod
    def write(self, form: Any, expected: int) -> None:
        """Call the service. Raises StaleVersion, ValidationError."""

    @property
    @abstractmethod
    def heading(self) -> str:
        """What the page is called."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form with what is there."""
        self.find(**kwargs)
        if self.current is None:
            raise Http404
        return self.show(self.form_class(initial=self.said_now()), self.current.version)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save it, show what is wrong, or show both versions."""
        self.find(**kwargs)
        choice = request.POST.get(two_writers.CHOICE)
        if choice == two_writers.KEEP_THEIRS:
            return self.back("It was left as it is")
        form = self.form_class(request.POST)
        expected = read_version(request.POST)
        if choice == two_writers.COMBINE or self.current is None:
            return self.both_versions(form, combine=True)
        if expected is None:
            form.add_error(None, two_writers.MALFORMED)
        if expected is None or not form.is_valid():
            return self.show(form, expected or self.current.version, FORM_WRONG)
        return self._saved(form, expected)

    def _saved(self, form: Any, expected: int) -> HttpResponse:
        try:
            self.write(form, expected)
        except StaleVersion:
            self.find(**self.kwargs)
            return self.both_versions(form)
        except ValidationError as wrong:
            attach(form, wrong)
            return self.show(form, expected, FORM_WRONG)
        return self.back(self.done)

    def both_versions(self, form: Any, *, combine: bool = False) -> HttpResponse:
        """What is there now beside what was typed; sending it again saves over what was then shown."""
        form.is_valid()
        if self.current is None:
            form.errors.clear()
            return self.page("timeline_form", CONFLICT, form=form, title=self.heading, removed=True)
        typed = {name: form[name].data for name in form.fields if name in form.errors} | form.cleaned_data
        found = two_writers.differences(form, self.said_now(), typed)
        if combine:
            form = self.form_class(two_writers.combined(self.request.POST, found))
        form.is_valid()
        form.errors.clear()
        return self.show(form, self.current.version, CONFLICT, conflict=Conflict("", None, found))

    def show(self, form: Any, version: int, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`."""
        entry = self.current if isinstance(self.current, TimelineEntry) else None
        return self.page("timeline_form", status, form=form, version=version, title=self.heading, entry=entry, **more)


class ChangeEntry(ChangeView):
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


class ChangePhase(ChangeView):
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


def attach(form: forms.BaseForm, wrong: ValidationError) -> None:
    """Put the faults that a service found at the fields of `form` that they are about."""
    if not hasattr(wrong, "error_dict"):
        form.add_error(None, wrong)
        return
    for name, faults in wrong.error_dict.items():
        form.add_error(name if name in form.fields else None, faults)
