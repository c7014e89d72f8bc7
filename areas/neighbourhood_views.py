"""Pages of neighbourhoods: all of them, one, adding one and changing one."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View
from django.views.generic import DetailView, ListView

from areas.access import can
from areas.authority_parts import neighbourhood_parts_of
from areas.changing import ChangeView
from areas.models import Authority, Neighbourhood
from areas.neighbourhood_forms import NeighbourhoodForm
from areas.neighbourhoods import may_edit, members_shown, neighbourhoods_listed
from areas.services.neighbourhoods import add_neighbourhood, change_neighbourhood, words_of
from areas.views import ProgrammeReader
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG, OK, attach
from cbtracker.web.once import once


class NeighbourhoodList(ProgrammeReader, ListView):
    """Every neighbourhood, by name."""

    template_name = "areas/neighbourhood_list.html"
    context_object_name = "neighbourhoods"

    def get_queryset(self) -> QuerySet[Neighbourhood]:
        """The neighbourhoods that the person may read, with their authorities."""
        return neighbourhoods_listed(self.request.user)


class NeighbourhoodDetail(ProgrammeReader, DetailView):
    """One neighbourhood: its boundary, who could hold its budget, and what it wants."""

    template_name = "areas/neighbourhood.html"
    context_object_name = "neighbourhood"

    def get_queryset(self) -> QuerySet[Neighbourhood]:
        """The neighbourhoods that the person may read."""
        return neighbourhoods_listed(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add its people, for those who work with them, and what apps above have to say of it."""
        user = self.request.user
        return super().get_context_data(
            may_edit=may_edit(user, self.object),
            members=members_shown(self.object, user, today=timezone.localdate()),
            may_assign=can(user, Permission.ASSIGN_LEADS),
            parts=neighbourhood_parts_of(self.object, user),
            **kwargs,
        )


class _Writer(View):
    """What adding and changing one share."""

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""
        return render(self.request, f"areas/{template}.html", context, status=status)


class AddNeighbourhood(_Writer):
    """A new neighbourhood of an authority."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 unless the person may add one there."""
        self.authority = get_object_or_404(Authority.objects.visible_to(request.user), slug=kwargs["slug"])
        if not may_edit(request.user, Neighbourhood(authority=self.authority)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the empty form."""
        return self.show(NeighbourhoodForm())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Add it once, or show what is wrong."""
        form = NeighbourhoodForm(request.POST)
        if form.is_valid():
            try:
                with once(request) as first:
                    if first:
                        add_neighbourhood(
                            authority=self.authority, words=form.words(), by=request.user, now=timezone.now()
                        )
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return self.done(form)
        return self.show(form, FORM_WRONG)

    def done(self, form: NeighbourhoodForm) -> HttpResponse:
        """Go to the page of the one that was added."""
        made = Neighbourhood.objects.visible_to(self.request.user).filter(authority=self.authority)
        messages.success(self.request, "The neighbourhood is added")
        return redirect("areas:neighbourhood", slug=made.get(name=form.cleaned_data["name"]).slug)

    def show(self, form: NeighbourhoodForm, status: int = OK) -> HttpResponse:
        """The page with `form`."""
        title = f"Add a neighbourhood of {self.authority}"
        return self.page("neighbourhood_form", status, form=form, title=title, authority=self.authority)


class ChangeNeighbourhood(_Writer, ChangeView):
    """What is said of a neighbourhood; the second of two writers sees both versions."""

    template, done = "neighbourhood_form", "The neighbourhood is changed"

    @property
    def heading(self) -> str:
        """What the page is called."""
        return f"Change {self.current.name}"

    def find(self, **kwargs: Any) -> None:
        """Find the neighbourhood; 404 unless the person may change it."""
        self.current = get_object_or_404(neighbourhoods_listed(self.request.user), slug=kwargs["slug"])
        if not may_edit(self.request.user, self.current):
            raise Http404

    def form_of(self, *args: Any, **options: Any) -> NeighbourhoodForm:
        """Make the form."""
        return NeighbourhoodForm(*args, **options)

    def said_now(self) -> dict[str, Any]:
        """What the neighbourhood says."""
        return asdict(words_of(self.current))

    def write(self, form: Any, expected: int) -> None:
        """Change it."""
        change_neighbourhood(
            neighbourhood=self.current,
            words=form.words(),
            expected_version=expected,
            by=self.request.user,
            now=timezone.now(),
        )

    def back(self, said: str) -> HttpResponse:
        """Go back to its page, saying what was done."""
        messages.success(self.request, said)
        return redirect("areas:neighbourhood", slug=self.current.slug)

    def show(self, form: Any, version: int, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`."""
        return super().show(form, version, status, neighbourhood=self.current, authority=self.current.authority, **more)
