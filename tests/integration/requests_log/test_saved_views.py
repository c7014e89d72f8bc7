"""Saved views: one's own, shared ones, and never somebody else's."""

from __future__ import annotations

import pytest

from requests_log.models import SavedView
from requests_log.saved_queries import tidy_query
from requests_log.services import save_view
from tests.integration.requests_log.reading import text_of
from tests.integration.requests_log.world import accepted


def test_a_filter_is_saved_under_a_name_and_leads_back_to_the_list(client, world):
    accepted(world)
    client.force_login(world.person("champion"))
    listing = text_of(client.get("/requests/?status=accepted&department=DfE&sort=due"))
    assert "Save this view" in listing
    form = text_of(client.get("/requests/saved-views/?query=status%3Daccepted%26department%3DDfE%26sort%3Ddue"))
    assert "Status: Accepted" in form
    answer = client.post("/requests/saved-views/", {"name": "Mine", "query": "status=accepted&department=DfE&sort=due"})
    assert answer.status_code == 302
    assert "status=accepted" in answer["Location"]
    view = SavedView.objects.get()
    assert (view.name, view.shared, view.user) == ("Mine", False, world.people["champion"])
    assert "Mine" in text_of(client.get("/requests/"))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("?status=accepted&status=raised", "status=accepted&status=raised"),
        ("after=abc&next=//evil.example&q=pool", "q=pool"),
        ("q=&status=", ""),
        ("q=%00", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_nothing_but_filters_and_the_order_is_saved(given, kept):
    assert tidy_query(given) == kept


def test_a_shared_view_is_offered_to_whitehall_and_to_nobody_else(client, world):
    save_view(by=world.person("champion"), name="For all", query="status=raised", shared=True)
    save_view(by=world.person("champion"), name="For me", query="status=raised")
    for role, offered in (("secretariat", True), ("locality_lead", True), ("officer", False), ("partner", False)):
        client.force_login(world.person(role))
        for address in ("/requests/", "/requests/saved-views/"):
            html = text_of(client.get(address))
            assert ("For all" in html) is offered, (role, address)
            assert "For me" not in html


def test_its_owner_shares_stops_sharing_and_deletes_it(client, world):
    view = save_view(by=world.person("champion"), name="Mine", query="status=raised")
    client.force_login(world.person("champion"))
    client.post(f"/requests/saved-views/{view.pk}/share/", {"shared": "yes"})
    assert SavedView.objects.get().shared
    client.post(f"/requests/saved-views/{view.pk}/share/", {"shared": "no"})
    assert not SavedView.objects.get().shared
    client.post(f"/requests/saved-views/{view.pk}/delete/")
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("what", ["share", "delete"])
def test_nobody_touches_somebody_elses_view(client, world, what):
    view = save_view(by=world.person("champion"), name="Mine", query="status=raised", shared=True)
    client.force_login(world.person("secretariat"))
    assert client.post(f"/requests/saved-views/{view.pk}/{what}/", {"shared": "no"}).status_code == 404
    assert SavedView.objects.get().shared


def test_an_officer_cannot_share(client, world):
    client.force_login(world.person("officer"))
    client.post("/requests/saved-views/", {"name": "Mine", "query": "q=pool", "shared": "on"})
    assert not SavedView.objects.get().shared


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\x00b"])
def test_a_view_without_a_proper_name_is_a_clear_422(client, world, name):
    client.force_login(world.person("champion"))
    answer = client.post("/requests/saved-views/", {"name": name, "query": "q=pool"})
    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)
    assert 'value="q=pool"' in text_of(answer)
    assert not SavedView.objects.exists()


def test_the_same_name_again_replaces_the_view(client, world):
    client.force_login(world.person("champion"))
    for query in ("q=one", "q=two"):
        client.post("/requests/saved-views/", {"name": "Mine", "query": query})
    assert [view.query for view in SavedView.objects.all()] == ["q=two"]


def test_a_filter_too_long_to_save_says_so(client, world):
    client.force_login(world.person("champion"))
    answer = client.post("/requests/saved-views/", {"name": "Mine", "query": "q=" + "x" * 1200})
    assert answer.status_code == 422
    assert "too long to save" in text_of(answer)
