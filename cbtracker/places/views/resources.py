"""Adding, changing and removing what an area brings together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from areas.access import can
from areas.forms import ResourceForm, initial_of
from areas.models import Area, Resource
from areas.services.resources import add_resource, change_resource, remove_resource
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG
from cbtracker.web.conflict import Conflict, read_version
from cbtracker.web.once import once


class _ResourceView(View):
    """Finds the area, and hides it from those who may not change it."""

    area: Area

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 unless the person may change what the area says."""
        self.area = get_object_or_404(Area.objects.visible_to(request.user), slug=kwargs["slug"])
        if not can(request.user, Permission.EDIT_PLACE, on=self.area):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def resource(self, pk: int) -> Resource:
        """Return the area's resource `pk`."""
        rows = Resource.objects.visible_to(self.request.user).select_related("stream", "area")
        return get_object_or_404(rows, area=self.area, pk=pk)

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """Draw `template` with the area."""
        return render(self.request, f"places/{template}.html", {"area": self.area, **context}, status=status)

    def back(self, message: str) -> HttpResponse:
        """Go back to the place's resources, saying what was done."""
        messages.success(self.request, message)
        return redirect(f"{reverse('places:place', args=[self.area.slug])}#resources")


class AddResource(_ResourceView):
    """A new resource."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the empty form."""
        return self.page("resource_form", form=ResourceForm())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Add it, or show what is wrong."""
        form = ResourceForm(request.POST)
        if form.is_valid():
            try:
                with once(request) as first:
                    if first:
                        add_resource(area=self.area, contribution=form.contribution(), by=request.user)
            except ValidationError as wrong:
                form.add_error(None, wrong.messages)
            else:
                return self.back("Resource added")
        return self.page("resource_form", status=FORM_WRONG, form=form)


class ChangeResource(_ResourceView):
    """A resource that is there; the loser of a simultaneous change keeps every word and sees both."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Show the form with what is there."""
        resource = self.resource(pk)
        return self.page("resource_form", form=ResourceForm(initial=initial_of(resource)), resource=resource)

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Save it, show what is wrong, or show both versions."""
        choice = request.POST.get(two_writers.CHOICE)
        if choice == two_writers.KEEP_THEIRS:
            return self.back("The resource was left as it was")
        form = ResourceForm(request.POST)
        resource = Resource.objects.visible_to(request.user).filter(area=self.area, pk=pk).first()
        if choice == two_writers.COMBINE:
            return self.both_versions(form, resource, combine=True)
        if not form.is_valid():
            return self.page("resource_form", status=FORM_WRONG, form=form, resource=resource)
        if resource is None:
            return self.removed_meanwhile(form)
        try:
            change_resource(
                resource=resource,
                contribution=form.contribution(),
                expected_version=form.cleaned_data["version"] or 0,
                by=request.user,
            )
        except StaleVersion as stale:
            return self.both_versions(form, stale.current)
        return self.back("Resource changed")

    def both_versions(self, form: ResourceForm, current: Any, *, combine: bool = False) -> HttpResponse:
        """Show what was typed beside what is saved now; sending it again saves over what was then shown."""
        if current is None:
            return self.removed_meanwhile(form)
        form.is_valid()
        found = two_writers.differences(form, initial_of(current), form.cleaned_data)
        data = two_writers.combined(self.request.POST, found if combine else [])
        again = ResourceForm({**data.dict(), "version": str(current.version)})
        again.is_valid()
        again.errors.clear()
        context = {"form": again, "resource": current, "conflict": Conflict("", None, found)}
        return self.page("resource_form", status=CONFLICT, **context)

    def removed_meanwhile(self, form: ResourceForm) -> HttpResponse:
        """Keep what was typed, and offer to add it again."""
        return self.page("resource_form", status=CONFLICT, form=form, removed=True)


class RemoveResource(_ResourceView):
    """Asks, then removes."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Ask whether to remove it."""
        return self.page("resource_remove", resource=self.resource(pk))

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Remove it, or show what it says now if it was changed meanwhile."""
        resource = self.resource(pk)
        try:
            remove_resource(resource=resource, expected_version=read_version(request.POST) or 0, by=request.user)
        except StaleVersion as stale:
            if stale.current is None:
                return self.back("The resource had already been removed")
            return self.page("resource_remove", status=CONFLICT, resource=stale.current, conflict=True)
        return self.back("Resource removed")
