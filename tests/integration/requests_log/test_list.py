"""The register's list: filters, order, pages, counts."""

from __future__ import annotations

import pytest

from tests.integration.requests_log.world import World, accepted


@pytest.fixture
def secretariat(client, world: World):
    client.force_login(world.person("secretariat"))
    return client


def test_the_list_shows_each_request_with_its_status_and_departments(secretariat, world):
    entry = accepted(world, world.dfe, world.moj)
    page = secretariat.get("/requests/")
    assert page.status_code == 200
    html = page.content.decode()
    assert entry.reference in html
    assert "Requests (1)" in html
    assert "DfE, MoJ" in html


@pytest.mark.parametrize(
    "address",
    [
        "/requests/workstreams/",
        "/freedoms/",
        "/requests/changes/",
        "/requests/saved-views/?query=status=raised",
        "/requests/workstreams/add/",
    ],
)
def test_smoke(secretariat, world, address):
    page = secretariat.get(address)
    assert page.status_code == 200, address


@pytest.mark.parametrize("role", ["secretariat", "champion", "officer", "partner", "locality_lead"])
def test_smoke2(client, world, role):
    entry = accepted(world, world.dfe, world.moj)
    client.force_login(world.person(role))
    for a in ["", "revisions/", "?as_at=2011-03-20", "?as_at=2010-01-01"]:
        page = client.get(f"/requests/{entry.reference}/{a}")
        assert page.status_code == 200, a
    assert client.get(f"/requests/{entry.reference}/?as_at=x").status_code == 400
    assert (
        client.get("/requests/?area=swindon&department=DfE&status=accepted&q=schools&stale=yes&sort=due").status_code
        == 200
    )
    page = client.get("/requests/?area=swinn&due_from=x&q=schools")
    assert page.status_code == 400
    assert "Select area from the list" in page.content.decode()
    r = client.get("/requests/export.csv")
    assert b"CB-0001" in b"".join(r.streaming_content)
    r = client.get("/requests/export.xlsx")
    assert b"".join(r.streaming_content)[:2] == b"PK"
