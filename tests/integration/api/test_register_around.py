"""What stands around the register is read and kept by API: freedoms, saved views, workstreams, and what changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_log.models import Freedom, SavedView, Workstream, WorkstreamStatus
from requests_log.services import mark_addressed
from requests_log.services.workstreams import add_workshop, state_workstream
from tests.integration.api.conftest import pointers
from tests.integration.requests_log.reading import say, text_of
from tests.integration.requests_log.world import NOON, World, accepted, again, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def moment(when) -> str:
    return when.isoformat().replace("+00:00", "Z")


def statements(client, path) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return len([one for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def addressed(world: World, issue: str, freedom: str, **more):
    entry = accepted(world, issue=issue, **more)
    secretariat = world.person("secretariat")
    said = {"outcome": "agreed", "text": freedom, "freedom": freedom, "now": NOON}
    mark_addressed(entry, by=secretariat, expected_version=entry.shared_version, **said)
    return again(entry)


def test_everybody_finds_every_freedom_and_the_request_behind_it_only_where_it_is_theirs(api, world):
    ours = addressed(world, "Pool schools funding", "Any area may pool it")
    theirs = addressed(world, "Share prison records", "Any area may share them", area=world.barnet)
    officer, partner = api(world.person("officer")), api(world.person("partner"))
    rows = officer.get("freedoms/").json()
    assert (rows["count"], [row["reference"] for row in rows["results"]]) == (2, ["", ours.reference])
    [found] = partner.get("freedoms/?q=prison").json()["results"]
    assert found["reference"] == theirs.reference
    one = officer.get(f"freedoms/{found['id']}/").json()
    assert one == {**found, "reference": ""}
    assert theirs.reference not in officer.get("freedoms/").content.decode()
    assert officer.get("freedoms/999999999999999999/").status_code == 404
    assert set(pointers(officer.get("freedoms/?q=a%00b"))) == {"q"}


def test_what_is_about_to_be_asked_for_is_compared_with_what_any_area_may_do(api, world):
    addressed(world, "Pool schools funding", "Any area may pool it")
    addressed(world, "Share prison records", "Any area may share records of prisons", area=world.barnet)
    officer = api(world.person("officer"))
    found = officer.get("freedoms/similar/?text=We need prison records for families").json()["results"]
    assert found[0]["issue"] == "Share prison records"
    assert officer.get("freedoms/similar/").json()["results"] == []


def test_a_view_is_saved_replaced_shared_and_deleted_by_its_owner(api, world):
    champion, partner = api(world.person("champion")), api(world.person("partner"))
    body = {"name": "Ours", "query": "?status=accepted&after=xyz&size=3&department=DfE"}
    made = champion.post("saved-views/", body, key="k")
    assert made.status_code == 201, made.content
    view = made.json()
    assert view["requests"] == f"/api/v1/requests/?{view['query']}"
    assert view["query"] == "status=accepted&department=DfE"
    assert champion.client.get(made["Location"], headers={"Authorization": f"Bearer {champion.token}"}).json() == view
    assert champion.post("saved-views/", body, key="k").json() == view
    address = f"saved-views/{view['id']}/"
    lead = api(world.person("locality_lead"))
    assert lead.get(address).status_code == 404
    assert champion.patch(address, {"shared": True}).json()["shared"] is True
    assert lead.get(address).json()["own"] is False
    assert partner.get(address).status_code == 404
    assert [lead.patch(address, {"shared": False}).status_code, lead.delete(address).status_code] == [404, 404]
    assert champion.post("saved-views/", {"name": "Ours", "query": ""}).json()["id"] == view["id"]
    assert champion.delete(address).status_code == 204
    assert SavedView.objects.count() == 0


def test_a_view_that_is_not_right_or_not_the_roles_to_share_is_not_saved(api, world):
    partner = api(world.person("partner"))
    wrong = {"name": " ", "query": 3, "shared": "yes", "user": 1}
    assert set(pointers(partner.post("saved-views/", wrong))) == {"#/name", "#/query", "#/shared", "#/user"}
    assert set(pointers(partner.post("saved-views/", {"name": "Mine", "shared": True}))) == {"#/shared"}
    long = {"name": "Mine", "query": "q=" + "&status=accepted" * 120}
    assert partner.post("saved-views/", long).status_code == 422
    assert SavedView.objects.count() == 0


def test_the_secretariat_keeps_a_workstream_and_others_read_it(api, world):
    secretariat, officer = api(world.person("secretariat")), api(world.person("officer"))
    made = secretariat.post("workstreams/", {"name": "Data  sharing", "body": "A group on data"})
    assert made.status_code == 201, made.content
    address = made["Location"].removeprefix("/api/v1/")
    assert address == "workstreams/data-sharing/"
    assert set(pointers(secretariat.post("workstreams/", {"name": "data sharing"}))) == {"#/name"}
    said = secretariat.post(f"{address}statuses/", {"text": "A workshop is planned", "since": "2011-03-22"})
    assert (said.status_code, said.json()["since"]) == (201, "2011-03-22T00:00:00Z")
    held = secretariat.post(f"{address}workshops/", {"title": "Sharing", "held_on": "2011-04-05"})
    assert held.status_code == 201
    read = officer.get(address)
    assert [row["title"] for row in read.json()["workshops"]] == ["Sharing"]
    assert officer.get("workstreams/").json()["results"][0]["stands"] == ["A workshop is planned"]
    for _ in range(2):
        ended = secretariat.post(f"{address}statuses/{said.json()['id']}/end/")
        assert ended.json()["ended_at"]
    assert officer.get(address, **{"If-None-Match": read["ETag"]}).status_code == 200
    again_ = officer.get(address)
    assert officer.get(address, **{"If-None-Match": again_["ETag"]}).status_code == 304
    wrong = secretariat.post(f"{address}statuses/", {"text": "Soon", "since": "2199-01-01"})
    assert (wrong.status_code, set(pointers(wrong))) == (422, {"#/text"})
    assert WorkstreamStatus.objects.count() == 1


def test_of_two_who_change_a_workstream_one_is_told_and_what_is_left_out_stays(api, world):
    client = api(world.person("secretariat"))
    Workstream.objects.create(slug="data", name="Data", description="About data", order=1)
    read = client.get("workstreams/data/")
    assert client.patch("workstreams/data/", {"body": "A group"}).status_code == 428
    first = client.patch("workstreams/data/", {"body": "A group", "interested": ["swindon"]}, match=read)
    assert first.status_code == 200, first.content
    second = client.patch("workstreams/data/", {"body": "Another"}, match=read)
    assert (second.status_code, second.json()["current"]["body"]) == (412, "A group")
    assert second["ETag"] == first["ETag"]
    third = client.patch("workstreams/data/", {"description": ""}, match=second)
    assert third.json()["interested"] == ["swindon"]
    assert (third.json()["description"], third.json()["body"]) == ("", "A group")
    whole = client.get("workstreams/data/?expand=interested").json()["interested"]
    assert whole == [{"slug": "swindon", "name": "Swindon"}]
    assert set(pointers(client.patch("workstreams/data/", {"interested": ["nowhere"]}, match=third))) == {
        "#/interested/0"
    }


def test_what_changed_between_two_moments_is_told_as_on_the_page_and_page_by_page(api, world):
    first, second = (accepted(world, issue=f"Issue {number}", now=NOON) for number in (1, 2))
    since = moment(NOON + timedelta(hours=1))
    say(world, first, "It is with lawyers.")
    say(world, second, "Among us", audience="whitehall")
    secretariat, partner = api(world.person("secretariat")), api(world.person("partner"))
    told = secretariat.get(f"changes/?since={since}").json()
    assert told["totals"] == {"position": 2}
    assert {row["reference"] for row in told["requests"]} == {first.reference, second.reference}
    assert told["requests"][0]["facts"][0]["what"] == "Position"
    seen = partner.get(f"changes/?since={since}")
    assert (seen.json()["totals"], "Among us" in seen.content.decode()) == ({"position": 1, "silent": 1}, False)
    page = secretariat.get(f"changes/?since={since}&size=1").json()
    rest = secretariat.client.get(page["next"], headers={"Authorization": f"Bearer {secretariat.token}"}).json()
    assert [*page["requests"], *rest["requests"]] == told["requests"]
    assert (rest["next"], rest["until"]) == (None, page["until"])
    sheet = text_of(secretariat.get(f"changes/?since={since}", Accept="text/csv"))
    assert sheet.count(first.reference) == 1


def test_moments_that_cannot_be_compared_are_refused(api, world):
    client = api(world.person("officer"))
    later = "changes/?since=2011-03-22&until=2011-03-01"
    assert set(pointers(client.get(later))) == {"since"}
    for name in ("since", "until", "known_at"):
        assert set(pointers(client.get(f"changes/?{name}=2999-01-01"))) == {name}
    assert set(pointers(client.get("changes/?beyond=-1"))) == {"beyond"}
    assert client.get("changes/?beyond=100000000").json()["requests"] == []


def test_no_operation_asks_the_database_more_often_the_more_there_is(api, world):
    officer = api(world.person("officer"))
    data = Workstream.objects.create(slug="data", name="Data", order=1)
    since = moment(NOON + timedelta(minutes=1))

    def more(number: int) -> None:
        entry = addressed(world, f"Share records {number}", f"Any area may share {number}")
        say(world, accepted(world, issue=f"Issue {number}"), f"Words {number}")
        other = Workstream.objects.create(slug=f"other-{number}", name=f"Other {number}", order=2 + number)
        for one in (data, other):
            state_workstream(one, by=world.person("secretariat"), text=f"Stands {number}")
            add_workshop(one, by=world.person("secretariat"), title="Workshop", held_on=date(2011, 4, 5))
            one.interested.add(world.swindon)
        SavedView.objects.create(user=world.person("officer"), name=f"View {number}", created_at=NOON)
        assert Freedom.objects.filter(entry=entry).exists()

    more(0)
    freedom, view = Freedom.objects.get(), SavedView.objects.get()
    paths = ["freedoms/", f"freedoms/{freedom.pk}/", "freedoms/similar/?text=share records", "saved-views/"]
    paths += [f"saved-views/{view.pk}/", "workstreams/", "workstreams/data/", f"changes/?since={since}"]
    few = [statements(officer, path) for path in paths]
    for number in range(1, 4):
        more(number)
    assert [statements(officer, path) for path in paths] == few
