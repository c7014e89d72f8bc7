"""Places and the people who look after them."""

from areas.models.departments import Department, DepartmentMembership
from areas.models.neighbourhoods import Neighbourhood, NeighbourhoodMembership
from areas.models.people import AreaChampion, AuthorityMembership, LocalityLead
from areas.models.places import PROGRAMME_BEGINS, PROGRAMME_ENDS, Alias, Area, AreaMember, Authority, Phase
from areas.models.pools import CandidatePool, Pool
from areas.models.resources import FundingStream, Resource

__all__ = [
    "PROGRAMME_BEGINS",
    "PROGRAMME_ENDS",
    "Alias",
    "Area",
    "AreaChampion",
    "AreaMember",
    "Authority",
    "AuthorityMembership",
    "CandidatePool",
    "Department",
    "DepartmentMembership",
    "FundingStream",
    "LocalityLead",
    "Neighbourhood",
    "NeighbourhoodMembership",
    "Phase",
    "Pool",
    "Resource",
]
