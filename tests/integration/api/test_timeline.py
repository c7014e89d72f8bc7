"""The timeline by API."""

from __future__ import annotations

import pytest
from icalendar import Calendar

from cbtracker.accounts.permissions import Role
from cbtracker.rest.models import Scope
from rollout.models import TimelineEntry
from tests.factories.people import person
from tests.factories.rollout import TimelineEntryFactory
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements

pytestmark = pytest.mark.django_db
SAID = {"kind": "event", "lane": "events", "title": "Learning day", "starts_on": "2011-10-05"}


def test_the_secretariat_adds_changes_and_removes_an_entry(api):
    client = api(person(Role.SECRETARIAT))
    added = client.post("timeline/", SAID, key="one")
    assert client.post("timeline/", SAID, key="one").json() == added.json()
    assert (added.status_code, TimelineEntry.objects.filter(title="Learning day").count()) == (201, 1)
    address = added["Location"].removeprefix("/api/v1/")
    changed = client.patch(address, {"kind": "band", "ends_on": "2011-10-07"}, match=added)
    assert (changed.status_code, changed.json()["title"], changed.json()["version"]) == (200, "Learning day", 2)
    stale = client.patch(address, {"title": "Another day"}, match=added)
    assert (stale.status_code, stale.json()["current"]["ends_on"]) == (412, "2011-10-07")
    wrong = client.patch(address, {"ends_on": None, "inferred": True}, match=changed)
    assert (wrong.status_code, set(pointers(wrong))) == (422, {"#/ends_on", "#/inferred_why"})
    assert client.delete(address).status_code == 428
    assert client.delete(address, match=added).status_code == 412
    assert client.delete(address, match=changed).status_code == 204
    assert client.delete(address, match=changed).status_code == 404
    assert (client.get(address).status_code, TimelineEntry.objects.get(title="Learning day").version) == (404, 3)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"starts_on": "2050-01-01"}, "#/starts_on"),
        ({"starts_on": "soon"}, "#/starts_on"),
        ({"ends_on": "2011-10-01"}, "#/ends_on"),
        ({"lane": "fast"}, "#/lane"),
        ({"title": ""}, "#/title"),
        ({"inferred": "yes"}, "#/inferred"),
        ({"inferred_why": "A guess"}, "#/inferred_why"),
        ({"order": 1}, "#/order"),
    ],
)
def test_what_cannot_stand_on_the_timeline_is_refused_at_its_place(api, wrong, place):
    answer = api(person(Role.SECRETARIAT)).post("timeline/", {**SAID, **wrong})
    assert (answer.status_code, set(pointers(answer))) == (422, {place})
    assert not TimelineEntry.objects.filter(title="Learning day").exists()


def test_the_timeline_is_read_in_the_order_of_its_page_and_as_the_same_calendar(api, client):
    TimelineEntryFactory(title="Later", starts_on="2012-01-05")
    TimelineEntryFactory(title="Earlier", starts_on="2011-06-28")
    reader = person(Role.PARTNER)
    listed = api(reader).get("timeline/").json()["results"]
    titles = [one["title"] for one in listed]
    assert titles.index("Earlier") < titles.index("Later")
    assert all((one["id"] is None) == (one["phase"] is not None) for one in listed)
    answer = api(reader).get("timeline/", Accept="text/calendar")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(one["uid"]) for one in events} == {f"{one['uid']}@cbtracker" for one in listed}
    client.force_login(reader)
    page = client.get("/timeline.ics")
    assert (page.content, page["ETag"]) == (answer.content, answer["ETag"])
    headers = {"Accept": "text/calendar", "If-None-Match": answer["ETag"]}
    assert api(reader).get("timeline/", **headers).status_code == 304
    assert api(reader, Scope.READ).get("timeline/", Accept="text/calendar").status_code == 403
    assert api(reader).get("timeline/", Accept="text/csv").status_code == 406
    assert api(reader).post("timeline/", SAID).status_code == 404


def test_the_timeline_takes_as_many_statements_for_many_entries_as_for_few(api):
    client = api(person(Role.OFFICER))
    before = statements(client, "timeline/")
    TimelineEntryFactory.create_batch(5)
    assert statements(client, "timeline/") == before
