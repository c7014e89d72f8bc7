"""Pages of neighbourhoods, and what they say in the sweep's worlds."""

from __future__ import annotations

from typing import Any

from areas.models import Neighbourhood
from areas.services.neighbourhoods import NeighbourhoodWords, change_neighbourhood
from cbtracker.accounts.models import User
from tests.browser.every_page.page import EMPTIED, Page
from tests.browser.every_page.texts import ORDINARY, Texts, filled

PAGES = [
    Page("areas:neighbourhoods", "full long"),
    Page("areas:neighbourhood", "empty full long"),
    Page("areas:add_neighbourhood", "full error", wrong=EMPTIED),
    Page("areas:change_neighbourhood", "full error long", wrong=EMPTIED),
    Page("accounts:add_member", "full error", wrong=EMPTIED),
]


def name_neighbourhood(own: Any, by: User, texts: Texts, *, now: Any) -> None:
    """The neighbourhood of the matrix in the words of `texts`."""
    words = NeighbourhoodWords(
        name=texts.place[:100],
        boundary=texts.detail[:2000],
        budget_holder="Example Community Trust" if texts is ORDINARY else filled(200),
        about=texts.detail[:4000],
    )
    found = Neighbourhood.objects.get(pk=own.neighbourhood.pk)
    change_neighbourhood(neighbourhood=found, words=words, expected_version=1, by=by, now=now)
    own.neighbourhood.refresh_from_db()
