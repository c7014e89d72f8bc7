"""What a place is on a day: its phase, members, champion and leads, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from areas.models import Area, AreaChampion, LocalityLead, Resource
from areas.selectors import members_in_force


@dataclass(frozen=True)
class Lead:
    """Somebody who leads for some of a place's members, which are named in order."""

    name: str
    authorities: tuple[str, ...]


@dataclass(frozen=True)
class PlaceFacts:
    """A place on a day; blank or empty where nobody and nothing is recorded. Phase and themes have no history."""

    name: str
    phase: str
    members: tuple[str, ...]
    lead_authority: str
    champion: str
    leads: tuple[Lead, ...]
    themes: tuple[str, ...]
    resources: tuple[Resource, ...]


def with_facts(areas: QuerySet[Area], on: date) -> QuerySet[Area]:
    """`areas` with what `place_facts` needs of the day `on`: five queries more, whatever their number."""
    champions = AreaChampion.objects.in_force(on).select_related("user")
    leads = LocalityLead.objects.in_force(on).select_related("user", "authority")
    return areas.select_related("phase", "lead_authority").prefetch_related(
        members_in_force(on),
        Prefetch("members_now__authority__locality_leads", queryset=leads, to_attr="leads_on"),
        Prefetch("champions", queryset=champions, to_attr="champions_on"),
        Prefetch("resources", queryset=Resource.objects.select_related("stream"), to_attr="resources_ever"),
    )


def place_facts(area: Any) -> PlaceFacts:
    """The facts of one area of `with_facts`."""
    return PlaceFacts(
        name=area.name,
        phase=area.phase.name,
        members=tuple(member.authority.short_name for member in area.members_now),
        lead_authority=area.lead_authority.short_name if area.lead_authority else "",
        champion=next((str(one.user) for one in area.champions_on), ""),
        leads=_leads(area.members_now),
        themes=tuple(area.themes),
        resources=tuple(area.resources_ever),
    )


def _leads(members: list[Any]) -> tuple[Lead, ...]:
    found: dict[int, tuple[str, list[str]]] = {}
    for member in members:
        for lead in member.authority.leads_on:
            found.setdefault(lead.user_id, (str(lead.user), []))[1].append(member.authority.short_name)
    return tuple(Lead(name, tuple(authorities)) for name, authorities in found.values())
