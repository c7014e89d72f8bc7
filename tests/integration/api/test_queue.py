"""What waits for a person, by API: the queue of a champion, the calls of an officer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cbtracker.accounts.permissions import Role
from requests_log.call_notices import CHASED_FOR
from requests_log.models import Call
from requests_log.queue import SECTIONS
from tests.factories.people import person
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements
from tests.integration.requests_log.calling import answered, issued
from tests.integration.requests_log.test_queue_page import open_request
from tests.integration.requests_log.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_a_champion_is_told_what_waits_in_the_order_of_the_page_and_section_by_section(api, world):
    client = api(world.person("champion"))
    open_request(world, "Nothing said", fresh=False)
    open_request(world, "Due next week", due_in=7)
    open_request(world, "Long overdue", due_in=-20)
    few = statements(client, "requests/yours/")
    open_request(world, "At some risk", due_in=100, confidence="at_risk")
    open_request(world, "All is well", due_in=200)

    def issues(query=""):
        return [one["issue"] for one in client.get(f"requests/yours/{query}").json()["results"]]

    pressing = ["Long overdue", "Due next week", "At some risk", "Nothing said"]
    assert issues() == issues("?show=attention") == pressing
    assert {one.slug: issues(f"?show={one.slug}") for one in SECTIONS[1:]} == {
        "overdue": ["Long overdue"],
        "due": ["Due next week"],
        "at-risk": ["At some risk"],
        "stale": ["Nothing said"],
        "all": ["Long overdue", "Due next week", "At some risk", "All is well", "Nothing said"],
    }
    first = client.get("requests/yours/?size=3").json()
    assert (first["count"], client.get(first["next"].partition("/api/v1/")[2]).json()["results"][0]["issue"]) == (
        4,
        "Nothing said",
    )
    last = client.get("requests/yours/").json()["results"][-1]
    assert (last["stale"], last["position"], last["fresh_at"], last["due_on"]) == (True, "", None, None)
    assert pointers(client.get("requests/yours/?show=mine")).keys() == {"show"}
    assert statements(client, "requests/yours/") == few


def test_nothing_waits_for_a_champion_of_no_department_and_others_have_no_queue(api, world):
    open_request(world, "Long overdue", due_in=-20)
    assert api(person(Role.CHAMPION)).get("requests/yours/").json()["results"] == []
    assert api(world.person("officer")).get("requests/yours/").status_code == 404


def test_an_officer_is_told_which_calls_wait_the_first_due_first_until_they_have_answered(api, world):
    later, sooner, over = (issued(world, title=title) for title in ("Later", "Sooner", "Long over"))
    today = timezone.localdate()
    Call.objects.filter(pk=later.pk).update(due_on=today + timedelta(days=60))
    Call.objects.filter(pk=sooner.pk).update(due_on=today + timedelta(days=10))
    Call.objects.filter(pk=over.pk).update(due_on=today - CHASED_FOR - timedelta(days=1))
    client = api(world.person("officer"))

    def waiting():
        return [one["title"] for one in client.get("calls/?waiting=yes").json()["results"]]

    assert waiting() == ["Sooner", "Later"]
    answered(sooner, "swindon", "nil", by=client.user)
    assert waiting() == ["Later"]
    assert len(client.get("calls/").json()["results"]) == 3
    assert api(world.person("champion")).get("calls/?waiting=yes").json()["results"] == []
    assert pointers(client.get("calls/?waiting=no")).keys() == {"waiting"}
