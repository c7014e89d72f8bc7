"""What areas take up of the offer, by API."""

from __future__ import annotations

from datetime import date

import pytest

from cbtracker.accounts.permissions import Role
from rollout.models import TakeUp
from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.offer import TakeUpFactory
from tests.factories.people import person
from tests.factories.places import AreaFactory, AreaMemberFactory
from tests.factories.rollout import OfferElementFactory
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements

pytestmark = pytest.mark.django_db
SAID = {"element": "test-lead", "since": "2011-04-01"}


@pytest.fixture
def officer(db):
    """An officer of Swindon; there is an element of the offer that it does not take up yet."""
    OfferElementFactory(key="test-lead", title="Somebody to ask", order=900)
    OfferElementFactory(key="test-past", is_current=False, order=901)
    member = AreaMemberFactory(area=AreaFactory(slug="swindon", name="Swindon"))
    return AuthorityMembershipFactory(authority=member.authority).user


def test_an_officer_records_what_the_area_takes_up_and_that_it_ended(api, officer):
    client, reader = api(officer), api(person(Role.PARTNER))
    recorded = client.post("areas/swindon/take-up/", SAID, key="one")
    assert client.post("areas/swindon/take-up/", SAID, key="one").json() == recorded.json()
    assert (recorded.status_code, TakeUp.objects.count()) == (201, 1)
    address = recorded["Location"].removeprefix("/api/v1/")
    assert reader.get(address).json() == recorded.json()
    by_element = {one["element"]: one for one in reader.get("take-up/").json()["results"]}
    assert by_element["test-lead"]["areas"] == [{"slug": "swindon", "name": "Swindon", "since": "2011-04-01"}]
    assert "test-past" not in by_element
    early = client.post(f"{address}end/", {"on": "2011-03-01"})
    assert (early.status_code, set(pointers(early))) == (422, {"#/on"})
    ended = client.post(f"{address}end/", {"on": "2012-03-31", "note": "We have our own"})
    assert (ended.json()["ended_on"], ended.json()["ended_note"]) == ("2012-03-31", "We have our own")
    assert client.post(f"{address}end/", {"on": "2012-03-31"}).status_code == 409
    assert [one["ended_on"] for one in reader.get("areas/swindon/take-up/").json()["results"]] == ["2012-03-31"]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"element": "test-past"}, "#/element"),
        ({"element": "nothing"}, "#/element"),
        ({"element": 5}, "#/element"),
        ({"since": "2999-01-01"}, "#/since"),
        ({"since": "2005-01-01"}, "#/since"),
        ({"note": "x" * 1001}, "#/note"),
        ({"score": 5}, "#/score"),
    ],
)
def test_what_cannot_be_taken_up_is_refused_at_its_place(api, officer, wrong, place):
    answer = api(officer).post("areas/swindon/take-up/", {**SAID, **wrong})
    assert (answer.status_code, set(pointers(answer))) == (422, {place})
    assert not TakeUp.objects.exists()


def test_nobody_records_for_an_area_that_is_not_theirs(api, officer):
    theirs = TakeUpFactory(area__slug="elsewhere", since=date(2011, 4, 1))
    client = api(officer)
    assert client.post("areas/elsewhere/take-up/", SAID).status_code == 404
    assert client.post(f"areas/elsewhere/take-up/{theirs.pk}/end/", {"on": "2012-03-31"}).status_code == 404
    assert client.post(f"areas/swindon/take-up/{theirs.pk}/end/", {"on": "2012-03-31"}).status_code == 404
    assert TakeUp.objects.get().ended_on is None


def test_take_up_takes_as_many_statements_for_many_as_for_few(api, officer):
    client, area = api(officer), AreaFactory(slug="many")
    TakeUpFactory(area=area)
    paths = ("take-up/", "areas/many/take-up/")
    before = {path: statements(client, path) for path in paths}
    for _ in range(4):
        TakeUpFactory(area=area)
        TakeUpFactory()
    assert before == {path: statements(client, path) for path in paths}
