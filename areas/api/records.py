"""Places as plain values, as the shapes give them out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from areas.candidates import PoolList
from areas.models import Area, AreaMember, Authority, CandidatePool, Department, LocalityLead, Phase

PHASE = ("slug", "name", "order", "starts_on", "ends_on", "goes_live_on", "goes_live_inferred", "source", "version")
POOL = ("pool", "since", "basis", "completeness", "source", "note")


def of_phase(phase: Phase) -> dict[str, Any]:
    """A phase with its dates."""
    return {name: getattr(phase, name) for name in PHASE}


def of_area_line(area: Any) -> dict[str, Any]:
    """An area with its `members_now`."""
    return {
        "slug": area.slug,
        "name": area.name,
        "phase": of_phase(area.phase),
        "members": [_member(one) for one in area.members_now],
    }


def of_area(area: Any, *, notes: bool) -> dict[str, Any]:
    """An area with `champions_ever`, and `leads` of each authority in it; `notes` says whether handovers are shown."""
    leads = [lead for member in area.members_now for lead in member.authority.leads]
    return {
        **of_area_line(area),
        "other_names": [one.name for one in area.aliases.all()],
        "lead_authority": of_authority_brief(area.lead_authority) if area.lead_authority else None,
        "themes": area.themes,
        "champions": [_holder(one) for one in area.champions_ever],
        "locality_leads": _leads(leads, notes=notes),
    }


def of_authority_brief(authority: Authority) -> dict[str, Any]:
    """An authority by its code and name."""
    return {"code": authority.gss_code, "name": authority.short_name}


def of_authority_line(authority: Any) -> dict[str, Any]:
    """An authority with the area that it is in, of its `areas_now`."""
    return {
        **of_authority_brief(authority),
        "slug": authority.slug,
        "official_name": authority.official_name,
        "type": authority.kind,
        "region_code": authority.region_code,
        "region": authority.region_name,
        "later_code": authority.later_gss_code,
        "abolished_on": authority.abolished_on,
        "area": next((_area(one.area) for one in authority.areas_now), None),
    }


def of_authority(authority: Any, pools: Iterable[CandidatePool], *, notes: bool) -> dict[str, Any]:
    """An authority with its `leads`; `notes` says whether what they handed over is shown."""
    return {
        **of_authority_line(authority),
        "other_names": [one.name for one in authority.aliases.all()],
        "candidate_pools": [_pool(one) for one in pools],
        "locality_leads": _leads(authority.leads, notes=notes),
    }


def of_pool(found: PoolList) -> dict[str, Any]:
    """A pool with its candidates in alphabetical order."""
    names = ("since", "basis", "completeness", "source", "note")
    return {
        "pool": found.pool.value,
        "name": found.pool.label,
        "about": found.about.what,
        "in_paper": found.about.in_paper,
        "candidates": [
            {
                **of_authority_brief(one.tag.authority),
                **{name: getattr(one.tag, name) for name in names},
                "first_phase": one.first_phase,
            }
            for one in found.candidates
        ],
    }


def of_department(department: Department) -> dict[str, Any]:
    """A department, with the abbreviation of the one that answers for it."""
    by = department.answered_by
    names = {name: getattr(department, name) for name in ("abbreviation", "name", "kind")}
    return {**names, "answered_by": by.abbreviation if by else None}


def _area(area: Area) -> dict[str, Any]:
    return {"slug": area.slug, "name": area.name, "phase": of_phase(area.phase)}


def _member(member: AreaMember) -> dict[str, Any]:
    return {**of_authority_brief(member.authority), "from_on": member.from_on, "to_on": member.to_on}


def _pool(tag: CandidatePool) -> dict[str, Any]:
    return {**{name: getattr(tag, name) for name in POOL}, "name": tag.get_pool_display()}


def _holder(row: Any) -> dict[str, Any]:
    return {"name": str(row.user), "from_on": row.from_on, "to_on": row.to_on}


def _leads(leads: Iterable[LocalityLead], *, notes: bool) -> list[dict[str, Any]]:
    return [
        {
            **_holder(one),
            "authority": one.authority.gss_code,
            **({"handover_note": one.handover_note} if notes else {}),
        }
        for one in leads
    ]
