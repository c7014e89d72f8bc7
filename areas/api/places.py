"""Authorities, areas and departments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import timezone

from areas.access import can
from areas.api.base import ProgrammeViewSet
from areas.api.records import of_area, of_area_line, of_authority, of_authority_line, of_department
from areas.api.shapes import AreaLine, AreaOut, AuthorityLine, AuthorityOut, DepartmentOut
from areas.candidates import pools_of
from areas.filters import AreaFilterSet, AuthorityFilterSet
from areas.listing import (
    AREA_ORDERS,
    AUTHORITY_ORDERS,
    DEFAULT_ORDER,
    area_in_full,
    areas_listed,
    authorities_listed,
    in_order,
)
from areas.models import Area, Authority, Department
from areas.selectors import leads_of_authority
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from cbtracker.web.sorting import Sort


class Places(ProgrammeViewSet):
    """What lists of places share."""

    tag = "Places"

    def in_list(self, rows: QuerySet[Any], orders: Mapping[str, str]) -> HttpResponseBase:
        """The rows that the filters leave, in the order asked for: the same as on the page."""
        found = self.filtered(rows).qs
        return self.whole(in_order(found, Sort(self.params, orders, DEFAULT_ORDER)))

    @property
    def reads_notes(self) -> bool:
        """Whether the person reads what locality leads handed over."""
        return can(self.request.user, Permission.READ_WHITEHALL_POSITIONS)


class Authorities(Places):
    """The upper-tier authorities of England in 2011."""

    def rows(self) -> QuerySet[Authority]:
        """All of them, for people in the programme."""
        return authorities_listed(self.request.user, on=timezone.localdate())

    @operation(
        "List authorities",
        permission=Permission.READ_PROGRAMME,
        gives=AuthorityLine,
        many=True,
        filters=AuthorityFilterSet,
        sorts=tuple(AUTHORITY_ORDERS),
    )
    def list(self, request: Any) -> HttpResponseBase:
        """The authorities that match the filters, by name unless `sort` says otherwise, each with its area of today."""
        return self.in_list(self.rows(), AUTHORITY_ORDERS)

    def represent_all(self, rows: Sequence[Any]) -> Any:
        """Lines of the list."""
        return super().represent_all([of_authority_line(one) for one in rows])

    @operation("Read an authority", permission=Permission.READ_PROGRAMME, gives=AuthorityOut)
    def retrieve(self, request: Any, code: str) -> HttpResponseBase:
        """An authority by its GSS code of 2011: names, region, later code, pools with their sources, locality leads.

        Pools say which authorities a paper or a list names. They rank nobody.
        """
        rows = self.rows().prefetch_related(leads_of_authority(), "aliases")
        authority = self.find(rows, gss_code=code)
        return self.answer(of_authority(authority, pools_of(authority, request.user), notes=self.reads_notes))


class Areas(Places):
    """The places that run a Community Budget."""

    @operation(
        "List areas",
        permission=Permission.READ_PROGRAMME,
        gives=AreaLine,
        many=True,
        filters=AreaFilterSet,
        sorts=tuple(AREA_ORDERS),
    )
    def list(self, request: Any) -> HttpResponseBase:
        """The areas that match the filters, by name unless `sort` says otherwise, each with its members of today."""
        return self.in_list(areas_listed(request.user, on=timezone.localdate()), AREA_ORDERS)

    def represent_all(self, rows: Sequence[Any]) -> Any:
        """Lines of the list."""
        return super().represent_all([of_area_line(one) for one in rows])

    @operation("Read an area", permission=Permission.READ_PROGRAMME, gives=AreaOut)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """An area with its members of today, lead authority, themes, champions and locality leads of all times."""
        area: Area = self.find(area_in_full(request.user, on=timezone.localdate()), slug=slug)
        return self.answer(of_area(area, notes=self.reads_notes))


class Departments(ProgrammeViewSet):
    """The departments and bodies that requests are made of."""

    tag = "Places"

    def rows(self) -> QuerySet[Department]:
        """All of them, in the order in which papers print them."""
        return Department.objects.visible_to(self.request.user).select_related("answered_by")

    @operation("List departments", permission=Permission.READ_PROGRAMME, gives=DepartmentOut, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """All of them, in the order in which papers print them."""
        return self.whole(of_department(one) for one in self.rows())

    @operation("Read a department", permission=Permission.READ_PROGRAMME, gives=DepartmentOut)
    def retrieve(self, request: Any, abbreviation: str) -> HttpResponseBase:
        """A department by its abbreviation."""
        return self.answer(of_department(self.find(abbreviation=abbreviation)))
