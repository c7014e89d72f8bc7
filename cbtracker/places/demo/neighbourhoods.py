"""The demonstration's neighbourhood, invented like its people, and the member of its community."""

from __future__ import annotations

from datetime import UTC, datetime

from areas.models import Authority, Neighbourhood
from areas.services.neighbourhoods import NeighbourhoodWords, add_neighbourhood
from areas.services.people.posts import put_member
from cbtracker.accounts.models import User

ADDED = datetime(2011, 8, 15, 9, 30, tzinfo=UTC)
WORDS = NeighbourhoodWords(
    name="Wharfside",
    boundary="An invented neighbourhood: from the old canal wharf to the railway, and from Tannery Lane to the "
    "allotments. About 2,400 homes.",
    budget_holder="Wharfside Community Trust",
    about="Somewhere for young people to go in the evening, one person to call about repairs, whoever owns the home, "
    "and help to find work that starts from what people can do.\n\nThe trust runs the hall, a credit union and 60 "
    "volunteers, and has held a grant for three years.",
)


def tell_neighbourhoods(people: dict[str, User]) -> Neighbourhood:
    """The officer of Swindon adds a neighbourhood, and the chair of its residents becomes its member that day."""
    swindon = Authority.objects.get(slug="swindon")
    made = add_neighbourhood(authority=swindon, words=WORDS, by=people["officer"], now=ADDED)
    put_member(made, people["community"], by=None, now=ADDED)
    return made
