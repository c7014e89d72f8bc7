"""Lists of areas and authorities, and the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import DetailView, TemplateView
from django_filters.views import FilterView

from areas.access import can
from areas.authority_parts import parts_of
from areas.filters import AreaFilterSet, AuthorityFilterSet
from areas.listing import AREA_ORDERS, AUTHORITY_ORDERS, DEFAULT_ORDER, areas_listed, authorities_listed, in_order
from areas.models import Area, Authority
from areas.presenters import tile_map
from areas.selectors import area_by_authority, area_in_force, leads_of_authority, without_lead
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import form_status
from cbtracker.web.lists import applied_filters
from cbtracker.web.sorting import Sort


class ProgrammeReader:
    """Pages of the programme: not found for those whose role has no programme data (DESIGN §6)."""

    permission: ClassVar[Permission] = Permission.READ_PROGRAMME

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 404 unless the person has `permission`."""
        if not can(request.user, self.permission):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class PlaceList(ProgrammeReader, FilterView):
    """A list of places with filters on the left. A filter that cannot be understood is named, with status 422."""

    orders: ClassVar[Mapping[str, str]]

    @property
    def sort(self) -> Sort:
        """The order that the address asks for."""
        return Sort(self.request.GET, self.orders, DEFAULT_ORDER)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the order, and the filters in use with the page without each."""
        form = self.filterset.form
        return super().get_context_data(
            form=form, sort=self.sort, applied=applied_filters(form, self.request.GET), clear_url="?", **kwargs
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Answer 422 when a filter is wrong."""
        return super().render_to_response(context, status=form_status(context["form"]), **kwargs)


class AreaList(PlaceList):
    """Every area, found by name, other name or member."""

    filterset_class = AreaFilterSet
    template_name = "areas/area_list.html"
    context_object_name = "areas"
    orders = AREA_ORDERS

    def get_queryset(self) -> QuerySet[Area]:
        """Areas with their phase, members and number of members."""
        return in_order(areas_listed(self.request.user, on=timezone.localdate()), self.sort)


class AuthorityList(PlaceList):
    """The upper-tier authorities of England, found by name, region or type."""

    filterset_class = AuthorityFilterSet
    template_name = "areas/authority_list.html"
    context_object_name = "authorities"
    orders = AUTHORITY_ORDERS

    def get_queryset(self) -> QuerySet[Authority]:
        """Authorities with the area they are in today."""
        return in_order(authorities_listed(self.request.user, on=timezone.localdate()), self.sort)


class AuthorityDetail(ProgrammeReader, DetailView):
    """One authority: its code, area, and locality leads with their handovers."""

    template_name = "areas/authority.html"
    context_object_name = "authority"

    def get_queryset(self) -> QuerySet[Authority]:
        """Authorities with area, other names and leads."""
        authorities = Authority.objects.visible_to(self.request.user)
        return authorities.prefetch_related(area_in_force(timezone.localdate()), leads_of_authority(), "aliases")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what apps above have to say of it."""
        user = self.request.user
        return super().get_context_data(
            parts=parts_of(self.object, user),
            without_lead=without_lead([self.object], timezone.localdate()),
            may_assign=can(user, Permission.ASSIGN_LEADS),
            **kwargs,
        )


class MapPage(ProgrammeReader, TemplateView):
    """The tile map of England, with the same in a table beside it."""

    template_name = "areas/map.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tiles of every authority that the person may see."""
        areas = area_by_authority(timezone.localdate())
        authorities = Authority.objects.visible_to(self.request.user)
        return super().get_context_data(map=tile_map(authorities, areas), **kwargs)
