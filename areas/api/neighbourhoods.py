"""Neighbourhoods (F003 ¶5–7, Annex A)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from areas.api.neighbourhood_shapes import NeighbourhoodIn, NeighbourhoodOut
from areas.api.records import of_authority_brief
from areas.models import Authority, Neighbourhood
from areas.neighbourhoods import neighbourhoods_listed
from areas.services.neighbourhoods import NeighbourhoodWords, add_neighbourhood, change_neighbourhood, words_of
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation

SAID = ("slug", "name", "boundary", "budget_holder", "about", "changed_at", "version")


def of_neighbourhood(row: Neighbourhood) -> dict[str, Any]:
    """A neighbourhood with its authority."""
    return {**{name: getattr(row, name) for name in SAID}, "authority": of_authority_brief(row.authority)}


class Neighbourhoods(ProgrammeViewSet):
    """Places smaller than an authority that want a budget of their own."""

    tag = "Places"

    def rows(self) -> QuerySet[Neighbourhood]:
        """All of them, by name."""
        return neighbourhoods_listed(self.request.user)

    def represent(self, row: Neighbourhood) -> Any:
        """A neighbourhood."""
        return super().represent(of_neighbourhood(row))

    @operation("List neighbourhoods", permission=Permission.READ_PROGRAMME, gives=NeighbourhoodOut, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """All of them, by name."""
        return self.whole(of_neighbourhood(one) for one in self.rows())

    @operation("Read a neighbourhood", permission=Permission.READ_PROGRAMME, gives=NeighbourhoodOut)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """One neighbourhood, with the version that a change has to name."""
        return self.answer(self.find(slug=slug))

    @operation(
        "Change a neighbourhood",
        permission=Permission.EDIT_NEIGHBOURHOOD,
        takes=NeighbourhoodIn,
        gives=NeighbourhoodOut,
        versioned=True,
    )
    def partial_update(self, request: Any, slug: str) -> HttpResponseBase:
        """Change some of what it says; what is left out stays, and so does its address."""
        found: Neighbourhood = self.find(slug=slug)
        self.require(Permission.EDIT_NEIGHBOURHOOD, found)
        said = self.said(partial=True)
        self.expect(found)
        changed = change_neighbourhood(
            neighbourhood=found,
            words=replace(words_of(found), **said),
            expected_version=found.version,
            by=request.user,
            now=timezone.now(),
        )
        return self.answer(changed)


class NeighbourhoodsOfAuthority(Neighbourhoods):
    """Adding a neighbourhood to an authority."""

    @operation(
        "Add a neighbourhood",
        permission=Permission.EDIT_NEIGHBOURHOOD,
        takes=NeighbourhoodIn,
        gives=NeighbourhoodOut,
        status=201,
    )
    def create(self, request: Any, code: str) -> HttpResponseBase:
        """Add a neighbourhood of the authority. People of its community are invited by the secretariat."""
        authority: Authority = self.find(Authority.objects.visible_to(request.user), gss_code=code)
        self.require(Permission.EDIT_NEIGHBOURHOOD, Neighbourhood(authority=authority))
        words = NeighbourhoodWords(**self.said())
        made = add_neighbourhood(authority=authority, words=words, by=request.user, now=timezone.now())
        return self.answer(made, location=reverse("api:neighbourhood", kwargs={"slug": made.slug}))
