"""What an area brings together, by API."""

from __future__ import annotations

import pytest

from areas.models import Resource
from cbtracker.accounts.permissions import Role
from tests.factories.duties import AuthorityMembershipFactory, FundingStreamFactory, ResourceFactory
from tests.factories.people import person
from tests.factories.places import AreaFactory, AreaMemberFactory
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements

pytestmark = pytest.mark.django_db
SAID = {"year": 2011, "contributor": "Jobcentre Plus", "other_stream": "Advisers’ time", "manner": "in_kind"}


@pytest.fixture
def officer(db):
    """An officer of Swindon, whose area it is."""
    member = AreaMemberFactory(area=AreaFactory(slug="swindon", name="Swindon"))
    return AuthorityMembershipFactory(authority=member.authority).user


def test_an_officer_adds_changes_and_removes_a_resource_and_blank_is_not_zero(api, officer):
    client = api(officer)
    added = client.post("areas/swindon/resources/", SAID)
    assert (added.status_code, added.json()["amount_pence"]) == (201, None)
    address = added["Location"].removeprefix("/api/v1/")
    assert client.get(address).json() == added.json()
    changed = client.patch(address, {"amount_pence": 0}, match=added)
    assert (changed.status_code, changed.json()["amount_pence"], changed.json()["version"]) == (200, 0, 2)
    totals = client.get("areas/swindon/resource-years/").json()["results"]
    assert totals[0]["total"] == {"manner": "", "amount_pence": 0, "resources": 1, "amounts_not_known": 0}
    stale = client.delete(address, match=added)
    assert (stale.status_code, stale.json()["current"]["amount_pence"]) == (412, 0)
    assert client.delete(address).status_code == 428
    assert client.delete(address, match=changed).status_code == 204
    assert not Resource.objects.exists()
    assert client.patch(address, {"amount_pence": 5}, match=changed).status_code == 404


def test_of_two_who_change_a_resource_the_second_sees_what_the_first_said(api, officer):
    resource = ResourceFactory(area__slug="elsewhere")
    client, path = api(person(Role.SECRETARIAT)), f"areas/elsewhere/resources/{resource.pk}/"
    read = client.get(path)
    first = client.patch(path, {"note": "Agreed"}, match=read)
    second = client.patch(path, {"note": "Not agreed"}, match=read)
    assert (first.status_code, second.status_code) == (200, 412)
    assert (second.json()["current"]["note"], second["ETag"]) == ("Agreed", first["ETag"])
    resource.refresh_from_db()
    assert (resource.note, resource.version) == ("Agreed", 2)


def test_a_resource_that_is_sent_twice_with_one_key_is_added_once(api, officer):
    client = api(officer)
    sent = [client.post("areas/swindon/resources/", SAID, key="once") for _ in range(2)]
    assert [one.status_code for one in sent] == [201, 201]
    assert sent[0]["Location"] == sent[1]["Location"]
    assert Resource.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "places"),
    [
        ({"amount_pence": -1}, {"#/amount_pence"}),
        ({"amount_pence": 10**15 + 1}, {"#/amount_pence"}),
        ({"amount_pence": "£5"}, {"#/amount_pence"}),
        ({"year": 2009, "manner": "lent"}, {"#/year", "#/manner"}),
        ({"stream": "nothing"}, {"#/stream"}),
        ({"stream": "menu"}, {"#/other_stream"}),
        ({"other_stream": ""}, {"#/other_stream"}),
        ({"note": "x" * 2001}, {"#/note"}),
        ({"contributor": "<b>Us</b>"}, {"#/contributor"}),
        ({"score": 1}, {"#/score"}),
    ],
)
def test_what_cannot_be_a_resource_is_refused_at_its_place_and_nothing_is_written(api, officer, wrong, places):
    FundingStreamFactory(slug="menu")
    answer = api(officer).post("areas/swindon/resources/", {**SAID, **wrong})
    assert (answer.status_code, set(pointers(answer))) == (422, places)
    assert not Resource.objects.exists()


def test_who_does_not_look_after_an_area_reads_its_resources_and_changes_none(api, officer):
    resource = ResourceFactory(area__slug="elsewhere", amount_pence=5_00)
    path = f"areas/elsewhere/resources/{resource.pk}/"
    client = api(officer)
    listed = client.get("areas/elsewhere/resources/?expand=stream").json()["results"]
    assert (listed[0]["amount_pence"], listed[0]["stream"]["slug"]) == (500, resource.stream.slug)
    read = client.get(path)
    assert client.post("areas/elsewhere/resources/", SAID).status_code == 404
    assert client.patch(path, {"note": "Ours"}, match=read).status_code == 404
    assert client.delete(path, match=read).status_code == 404
    assert client.get(f"areas/swindon/resources/{resource.pk}/").status_code == 404
    resource.refresh_from_db()
    assert (resource.note, resource.version) == ("", 1)


def test_the_menu_and_the_resources_take_as_many_statements_for_many_as_for_few(api, officer):
    client, area = api(officer), AreaFactory(slug="many")
    ResourceFactory(area=area)
    paths = ("areas/many/resources/?expand=stream", "areas/many/resource-years/", "funding-streams/")
    before = {path: statements(client, path) for path in paths}
    ResourceFactory.create_batch(5, area=area)
    assert before == {path: statements(client, path) for path in paths}
    assert len(client.get("funding-streams/").json()["results"]) == 6
