"""What an area brings together by year, and the funding menu that it is chosen from (F004 C ¶7-8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse

from areas.api.base import ProgrammeViewSet
from areas.api.resource_shapes import FundingStreamOut, ResourceIn, ResourceOut, ResourceYearOut
from areas.models import Area, FundingStream, Resource
from areas.resource_years import Total, Year, by_year
from areas.services.resources import Contribution, add_resource, change_resource, contribution_of, remove_resource
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation

STREAM = ("slug", "name", "menu_dated", "source")
RESOURCE = ("id", "year", "contributor", "other_stream", "manner", "amount_pence", "note", "version")


def of_stream(stream: FundingStream) -> dict[str, Any]:
    """A line of the funding menu."""
    department = stream.department.abbreviation if stream.department else None
    return {**{name: getattr(stream, name) for name in STREAM}, "department": department}


def of_resource(resource: Resource) -> dict[str, Any]:
    """A resource with its stream."""
    stream = of_stream(resource.stream) if resource.stream else None
    return {**{name: getattr(resource, name) for name in RESOURCE}, "stream": stream}


def of_year(year: Year) -> dict[str, Any]:
    """The totals of a year."""
    return {
        "year": year.begins,
        "total": _total(year.total),
        "by_manner": [_total(total) for total in year.by_manner],
    }


def _total(total: Total) -> dict[str, Any]:
    return {
        "manner": total.manner,
        "amount_pence": None if total.unknown == total.rows else total.known,
        "resources": total.rows,
        "amounts_not_known": total.unknown,
    }


class OfArea(ProgrammeViewSet):
    """A viewset of what an area brings together."""

    tag = "Resources of areas"

    def area(self, permission: Permission | None = None) -> Area:
        """The area of the address; 404 unless the person may do `permission` to it."""
        area: Area = self.find(Area.objects.visible_to(self.request.user), slug=self.kwargs["slug"])
        if permission is not None:
            self.require(permission, area)
        return area

    def resources(self, area: Area) -> QuerySet[Resource]:
        """What the area brings together, in the order of its page."""
        rows = Resource.objects.visible_to(self.request.user).filter(area=area)
        return rows.select_related("stream__department", "area")

    def represent(self, row: Resource) -> Any:
        """A resource."""
        return super().represent(of_resource(row))


class Resources(OfArea):
    """Resources of an area."""

    @operation("List the resources of an area", permission=Permission.READ_PROGRAMME, gives=ResourceOut, many=True)
    def list(self, request: Any, slug: str) -> HttpResponseBase:
        """Everything that the area brings together, by year."""
        return self.whole(of_resource(one) for one in self.resources(self.area()))

    @operation("Add a resource", permission=Permission.EDIT_PLACE, takes=ResourceIn, gives=ResourceOut, status=201)
    def create(self, request: Any, slug: str) -> HttpResponseBase:
        """Add what a partner brings to the area in a year."""
        area = self.area(Permission.EDIT_PLACE)
        added = add_resource(area=area, contribution=Contribution(**self.said()), by=request.user)
        return self.answer(added, location=reverse("api:area_resource", kwargs={"slug": slug, "id": added.pk}))

    @operation("Read a resource", permission=Permission.READ_PROGRAMME, gives=ResourceOut)
    def retrieve(self, request: Any, slug: str, id: str) -> HttpResponseBase:
        """One resource, with the version that a change has to name."""
        return self.answer(self.find(self.resources(self.area()), pk=id))

    @operation(
        "Change a resource",
        permission=Permission.EDIT_PLACE,
        takes=ResourceIn,
        gives=ResourceOut,
        versioned=True,
    )
    def partial_update(self, request: Any, slug: str, id: str) -> HttpResponseBase:
        """Change some of what it says; what is left out stays."""
        resource: Resource = self.find(self.resources(self.area(Permission.EDIT_PLACE)), pk=id)
        said = self.said(partial=True)
        self.expect(resource)
        changed = change_resource(
            resource=resource,
            contribution=replace(contribution_of(resource), **said),
            expected_version=resource.version,
            by=request.user,
        )
        return self.answer(changed)

    @operation("Remove a resource", permission=Permission.EDIT_PLACE, status=204, versioned=True)
    def destroy(self, request: Any, slug: str, id: str) -> HttpResponseBase:
        """Remove it. The audit keeps what it said."""
        resource: Resource = self.find(self.resources(self.area(Permission.EDIT_PLACE)), pk=id)
        self.expect(resource)
        remove_resource(resource=resource, expected_version=resource.version, by=request.user)
        return self.nothing()

    def current(self, row: Resource) -> Any:
        """The resource as it is now, also where an operation gives nothing out."""
        return ResourceOut(of_resource(row)).data


class ResourceYears(OfArea):
    """What the resources of an area come to."""

    @operation("Total the resources of an area", permission=Permission.READ_PROGRAMME, gives=ResourceYearOut, many=True)
    def list(self, request: Any, slug: str) -> HttpResponseBase:
        """What they come to by year and by manner: what is known, and how many amounts are not."""
        years: Iterable[Year] = by_year(self.resources(self.area()))
        return self.whole(of_year(one) for one in years)


class FundingStreams(ProgrammeViewSet):
    """The funding menu."""

    tag = "Resources of areas"

    @operation("List the funding menu", permission=Permission.READ_PROGRAMME, gives=FundingStreamOut, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """The streams of 22 December 2010: a starting point, and not a definitive list (F004 B)."""
        rows = FundingStream.objects.visible_to(request.user).select_related("department")
        return self.whole(of_stream(one) for one in rows)
