"""Where the operations of areas, authorities and departments hang."""

from __future__ import annotations

from areas.api.neighbourhoods import Neighbourhoods, NeighbourhoodsOfAuthority
from areas.api.phases import Phases
from areas.api.places import Areas, Authorities, Departments
from areas.api.pools import Pools
from areas.api.resources import FundingStreams, Resources, ResourceYears
from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route

AREA = f"areas/{regex('slug')}"
ROUTES: list[Route] = [
    Route("authorities", "authorities", Authorities, {"get": "list"}),
    Route(f"authorities/{regex('code')}", "authority", Authorities, {"get": "retrieve"}),
    Route(
        f"authorities/{regex('code')}/neighbourhoods",
        "authority_neighbourhoods",
        NeighbourhoodsOfAuthority,
        {"post": "create"},
    ),
    Route("neighbourhoods", "neighbourhoods", Neighbourhoods, {"get": "list"}),
    Route(
        f"neighbourhoods/{regex('slug')}",
        "neighbourhood",
        Neighbourhoods,
        {"get": "retrieve", "patch": "partial_update"},
    ),
    Route("candidate-pools", "candidate_pools", Pools, {"get": "list"}),
    Route("areas", "areas", Areas, {"get": "list"}),
    Route(AREA, "area", Areas, {"get": "retrieve"}),
    Route(f"{AREA}/resources", "area_resources", Resources, {"get": "list", "post": "create"}),
    Route(
        f"{AREA}/resources/{regex('id')}",
        "area_resource",
        Resources,
        {"get": "retrieve", "patch": "partial_update", "delete": "destroy"},
    ),
    Route(f"{AREA}/resource-years", "area_resource_years", ResourceYears, {"get": "list"}),
    Route("departments", "departments", Departments, {"get": "list"}),
    Route(f"departments/{regex('abbreviation')}", "department", Departments, {"get": "retrieve"}),
    Route("phases", "phases", Phases, {"get": "list"}),
    Route(f"phases/{regex('slug')}", "phase", Phases, {"get": "retrieve", "patch": "partial_update"}),
    Route("funding-streams", "funding_streams", FundingStreams, {"get": "list"}),
]
