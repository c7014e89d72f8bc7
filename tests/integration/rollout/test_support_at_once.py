"""Two who take the last place at a workshop, or open the region's hub, at the same moment: one of them does."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cbtracker.accounts.permissions import Role
from rollout.models import Attendee, Hub
from rollout.services import support
from tests.factories.people import person
from tests.factories.places import AuthorityFactory
from tests.factories.support import WorkshopFactory
from tests.integration.papers.test_bodies_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
NOW = datetime(2011, 9, 1, 12, tzinfo=UTC)


def test_the_last_place_is_taken_by_one_of_four_who_ask_for_it_at_once():
    workshop, authority, by = WorkshopFactory(capacity=1), AuthorityFactory(), person(Role.SECRETARIAT)

    def come(name):
        return lambda: support.say_coming(workshop=workshop, authority=authority, name=name, by=by, now=NOW)

    assert at_once(*[come(f"Guest {number}") for number in range(4)]) == ["done", *["refused"] * 3]
    assert Attendee.objects.count() == 1


def test_a_region_gets_one_hub_from_four_who_open_it_at_once():
    authority, by = AuthorityFactory(), person(Role.SECRETARIAT)
    terms = support.HubTerms(region=authority.region_name, name="Hub", host="A council", opened_on=date(2011, 9, 1))

    def open_hub():
        support.add_hub(terms=terms, by=by, now=NOW)

    assert at_once(*[open_hub] * 4) == ["done", *["refused"] * 3]
    assert Hub.objects.get().region == authority.region_name
