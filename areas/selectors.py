"""Rows that pages about places read together, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch

from areas.models import Area, AreaMember, Authority, LocalityLead


def members_in_force(on: date) -> Prefetch:
    """Prefetch an area's members on the day `on`, with their authorities, as `members_now`."""
    rows = AreaMember.objects.in_force(on).select_related("authority").order_by("authority__short_name")
    return Prefetch("members", queryset=rows, to_attr="members_now")


def members_with_leads(on: date) -> Prefetch:
    """Prefetch an area's members on the day `on` as `members_now`, each authority with its locality leads."""
    rows = AreaMember.objects.in_force(on).select_related("authority").order_by("authority__short_name")
    leads = LocalityLead.objects.select_related("user", "authority").order_by("-from_on", "-pk")
    return Prefetch(
        "members",
        queryset=rows.prefetch_related(Prefetch("authority__locality_leads", queryset=leads, to_attr="leads")),
        to_attr="members_now",
    )


def area_in_force(on: date) -> Prefetch:
    """Prefetch the area that an authority is in on the day `on`, as `areas_now` (one or none)."""
    rows = AreaMember.objects.in_force(on).select_related("area__phase")
    return Prefetch("area_memberships", queryset=rows, to_attr="areas_now")


def leads_of_authority() -> Prefetch:
    """Prefetch an authority's locality leads of all times, newest first, as `leads`."""
    rows = LocalityLead.objects.select_related("user").order_by("-from_on", "-pk")
    return Prefetch("locality_leads", queryset=rows, to_attr="leads")


def without_lead(authorities: Iterable[Authority], on: date) -> list[Authority]:
    """Those of `authorities` (with their `leads` of all times) for which nobody leads on the day `on`."""
    return [one for one in authorities if not any(_holds(lead, on) for lead in one.leads)]  # type: ignore[attr-defined]


def _holds(lead: LocalityLead, on: date) -> bool:
    return lead.from_on <= on and (lead.to_on is None or lead.to_on > on)


def area_by_authority(on: date) -> dict[int, Area]:
    """Return the area of each authority that is in one on the day `on`, by the authority's primary key."""
    rows = AreaMember.objects.in_force(on).select_related("area__phase")
    return {row.authority_id: row.area for row in rows}
