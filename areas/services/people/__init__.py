"""Every write to who is in charge of what: dated, audited, one holder at a time."""

from areas.services.people.assigning import (
    assign_area_champion,
    assign_champion,
    end_deputy,
    hand_over_locality,
    name_deputy,
)
from areas.services.people.duties import check_duties, give_duties, join
from areas.services.people.leaving import PlacesHandover

__all__ = [
    "PlacesHandover",
    "assign_area_champion",
    "assign_champion",
    "check_duties",
    "end_deputy",
    "give_duties",
    "hand_over_locality",
    "join",
    "name_deputy",
]
