"""Neighbourhoods, by API."""

from __future__ import annotations

import pytest

from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.neighbourhoods import NeighbourhoodFactory, NeighbourhoodMembershipFactory
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def hood():
    return NeighbourhoodFactory(name="Northmoor", slug="northmoor")


def test_a_member_of_the_community_changes_their_neighbourhood_and_no_other(api, hood):
    client = api(NeighbourhoodMembershipFactory(neighbourhood=hood).user)
    read = client.get("neighbourhoods/northmoor/")
    assert (read.json()["authority"], read.json()["budget_holder"]) == (hood.authority.gss_code, "")
    changed = client.patch("neighbourhoods/northmoor/", {"budget_holder": "Northmoor Trust"}, match=read)
    assert (changed.status_code, changed.json()["version"], changed.json()["boundary"]) == (200, 2, hood.boundary)
    stale = client.patch("neighbourhoods/northmoor/", {"boundary": "To the river"}, match=read)
    assert (stale.status_code, stale.json()["current"]["budget_holder"]) == (412, "Northmoor Trust")
    assert client.patch("neighbourhoods/northmoor/", {"boundary": "To the river"}).status_code == 428
    other = NeighbourhoodFactory(slug="elsewhere")
    assert client.patch("neighbourhoods/elsewhere/", {"name": ""}, match="1").status_code == 404
    assert client.get("neighbourhoods/elsewhere/").json()["boundary"] == other.boundary
    assert client.post(f"authorities/{hood.authority.gss_code}/neighbourhoods/", {}).status_code == 404


def test_an_officer_adds_a_neighbourhood_to_their_own_authority(api, hood):
    client = api(AuthorityMembershipFactory(authority=hood.authority).user)
    address = f"authorities/{hood.authority.gss_code}/neighbourhoods/"
    added = client.post(address, {"name": "Eastmoor", "boundary": "The east"})
    assert (added.status_code, added.json()["slug"]) == (201, "eastmoor")
    assert client.get(added["Location"].removeprefix("/api/v1/")).json() == added.json()
    assert pointers(client.post(address, {"name": "EASTMOOR", "boundary": "The east"})).keys() == {"#/name"}
    assert pointers(client.post(address, {"name": "West"})).keys() == {"#/boundary"}
    elsewhere = NeighbourhoodFactory().authority.gss_code
    assert client.post(f"authorities/{elsewhere}/neighbourhoods/", {}).status_code == 404


def test_many_neighbourhoods_are_read_in_as_many_queries_as_one(api, hood):
    client = api(NeighbourhoodMembershipFactory(neighbourhood=hood).user)
    few = statements(client, "neighbourhoods/")
    NeighbourhoodFactory.create_batch(10)
    assert len(client.get("neighbourhoods/").json()["results"]) == 11
    assert statements(client, "neighbourhoods/") == few
