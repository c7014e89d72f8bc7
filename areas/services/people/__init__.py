"""Every write to who is in charge of what: dated, audited, one holder at a time."""

from areas.services.people.assigning import (
    add_member,
    assign_area_champion,
    assign_champion,
    end_deputy,
    end_member,
    hand_over_locality,
    name_deputy,
)
from areas.services.people.duties import check_duties, give_duties, join
from areas.services.people.leaving import PlacesHandover

__all__ = [
    "PlacesHandover",
    "add_member",
    "assign_area_champion",
    "assign_champion",
    "check_duties",
    "end_deputy",
    "end_member",
    "give_duties",
    "hand_over_locality",
    "join",
    "name_deputy",
]
