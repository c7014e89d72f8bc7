"""Calls by API: the secretariat asks, places answer, and each reader sees what is theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cbtracker.rest.models import Scope
from requests_log.models import Call, CallExtension, LoggedRequest, Return
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements
from tests.integration.requests_log.calling import add_group, answered, issued, officer_of, place
from tests.integration.requests_log.world import World, make_world, raised

pytestmark = pytest.mark.django_db
SOON = (timezone.localdate() + timedelta(days=9)).isoformat()
LATER = (timezone.localdate() + timedelta(days=19)).isoformat()
ASKED = {"title": "What is missing?", "question": "Is anything missing?", "areas": ["barnet", "swindon"]}


@pytest.fixture
def world() -> World:
    return make_world()


def test_the_secretariat_asks_an_officer_answers_and_the_secretariat_reads_who_did_not(api, world):
    secretariat, officer = api(world.person("secretariat")), api(world.person("officer"))
    asked = secretariat.post("calls/", {**ASKED, "due_on": SOON}, key="ask")
    assert asked.status_code == 201, asked.content
    assert secretariat.post("calls/", {**ASKED, "due_on": SOON}, key="ask")["Idempotency-Replayed"] == "true"
    assert Call.objects.count() == 1
    address = asked["Location"].removeprefix("/api/v1/")

    [own] = officer.get(address).json()["places"]
    assert (own["place"], own["answer"], own["version"]) == ("Swindon", "", 0)
    mine = f"{address}returns/{own['id']}/"
    empty = officer.get(mine)
    assert empty["ETag"] == '"0"'
    body = {"answer": "additions", "additions": [{"issue": "Let one assessment count for every agency"}]}
    sent = officer.post(mine, body, match=empty)
    assert sent.status_code == 200, sent.content
    raised_now = LoggedRequest.objects.get(issue="Let one assessment count for every agency")
    assert sent.json()["requests"] == [{"reference": raised_now.reference, "issue": raised_now.issue}]

    result = secretariat.get(address).json()
    assert result["counts"] == {"asked": 2, "nil": 0, "additions": 1, "comment": 0, "no_reply": 1, "late": 0}
    assert [one["place"] for one in result["places"] if not one["answer"]] == ["Barnet"]
    assert officer.get(address).json()["counts"] is None
    assert (
        secretariat.get("calls/").json()["results"][0] | {"asked": 2, "replied": 1}
        == (secretariat.get("calls/").json()["results"][0])
    )


def test_an_officer_reads_and_answers_for_the_own_place_alone(api, world):
    add_group()
    call = issued(world)
    answered(call, "barnet", "comment", by=world.person("secretariat"), text="Barnet's own words")
    officer, partner = api(world.person("officer")), api(world.person("partner"))
    barnet = f"calls/{call.slug}/returns/{place(call, 'barnet').pk}/"
    csv = officer.get(f"calls/{call.slug}/returns/", Accept="text/csv")
    said = b"".join(csv.streaming_content).decode()
    assert "Swindon" in said
    assert "Barnet" not in said
    assert "Barnet's own words" not in officer.get(f"calls/{call.slug}/").content.decode()
    assert officer.get(barnet).status_code == 404
    assert officer.post(barnet, {"answer": "nil"}, match="1").status_code == 404
    assert partner.get("calls/").status_code == partner.get(f"calls/{call.slug}/").status_code == 404
    champion = api(world.person("champion"))
    assert champion.get(barnet).json()["text"] == "Barnet's own words"
    assert champion.post(barnet, {"answer": "nil"}, match="1").status_code == 404
    assert (
        api(world.person("officer"), Scope.READ).get(f"calls/{call.slug}/returns/", Accept="text/csv").status_code
        == 403
    )


def test_a_correction_names_the_version_it_saw_and_loses_nothing(api, world):
    call = issued(world, now=timezone.now(), due_on=timezone.localdate())
    kept = raised(world)
    secretariat, officer = api(world.person("secretariat")), api(world.person("officer"))
    mine = f"calls/{call.slug}/returns/{place(call, 'swindon').pk}/"
    assert officer.post(mine, {"answer": "nil"}).status_code == 428
    first = officer.post(mine, {"answer": "comment", "text": "We are still asking"}, match="0")
    assert first.status_code == 200
    late = secretariat.post(mine, {"answer": "nil"}, match="0")
    assert late.status_code == 412
    assert late.json()["current"]["text"] == "We are still asking"
    named = officer.post(mine, {"answer": "additions", "requests": [kept.reference]}, match=first)
    assert [one["reference"] for one in named.json()["requests"]] == [kept.reference]
    assert officer.get(mine, **{"If-None-Match": named["ETag"]}).status_code == 304
    today = timezone.localdate().isoformat()
    assert pointers(officer.post(mine, {"answer": "nil", "received_on": today}, match=named)).keys() == {
        "#/received_on"
    }
    assert secretariat.post(mine, {"answer": "nil", "received_on": today}, match=named).status_code == 200
    assert Return.objects.get().version == 3


def test_what_cannot_be_an_answer_is_named_with_its_place_and_nothing_is_saved(api, world):
    add_group()
    call = issued(world, now=timezone.now(), due_on=timezone.localdate())
    other = raised(world, area=world.barnet)
    officer = api(officer_of("westminster"))
    mine = f"calls/{call.slug}/returns/{place(call, 'west-london').pk}/"
    wrong = [
        ({}, "#/answer"),
        ({"answer": "nil", "text": "But one thing"}, "#/answer"),
        ({"answer": "comment", "additions": [{"issue": "One"}]}, "#/answer"),
        ({"answer": "comment"}, "#/text"),
        ({"answer": "additions"}, "#/additions"),
        ({"answer": "additions", "additions": [{"issue": "One"}] * 21}, "#/additions"),
        ({"answer": "additions", "additions": [{"detail": "x", "issu": 1}]}, "#/additions/0/issue"),
        ({"answer": "additions", "requests": [other.reference]}, "#/requests/0"),
        ({"answer": "nil", "authority": world.swindon.lead_authority.gss_code}, "#/authority"),
        ({"answer": "nil", "received_on": "1066-01-01"}, "#/received_on"),
    ]
    for body, where in wrong:
        answer = officer.post(mine, body, match="0")
        assert answer.status_code == 422, body
        assert where in pointers(answer), body
    assert not Return.objects.exists()
    spoke = officer.post(mine, {"answer": "nil", "authority": "E09000001"}, match="0")
    assert spoke.json()["member"] == "Westminster"


def test_a_call_is_extended_as_it_was_read_and_what_had_come_in_can_be_asked_as_at_a_moment(api, world):
    call = issued(world, now=timezone.now() - timedelta(days=2), due_on=timezone.localdate())
    secretariat = api(world.person("secretariat"))
    read = secretariat.get(f"calls/{call.slug}/")
    longer = {"due_on": SOON, "reason": "Offices are closed"}
    answered(call, "swindon", "nil", by=world.person("officer"), now=timezone.now())
    address = f"calls/{call.slug}/extensions/"
    assert secretariat.post(address, longer).status_code == 428
    first = secretariat.post(address, longer, match=read)
    assert first.status_code == 200, "an answer meanwhile does not stand in the way"
    second = secretariat.post(address, {**longer, "due_on": LATER}, match=read)
    assert (second.status_code, second.json()["current"]["due_on"]) == (412, SOON)
    assert pointers(secretariat.post(address, {"due_on": SOON, "reason": " "}, match=first)).keys() == {"#/reason"}
    assert "#/due_on" in pointers(secretariat.post(address, longer, match=first))
    assert CallExtension.objects.count() == 1
    assert secretariat.get(f"calls/{call.slug}/", **{"If-None-Match": first["ETag"]}).status_code == 304
    yesterday = (timezone.now() - timedelta(days=1)).isoformat()
    then = secretariat.get(f"calls/{call.slug}/?as_at={yesterday.replace('+', '%2B')}").json()
    assert (then["due_on"], then["extensions"], then["counts"]["no_reply"]) == (call.due_on.isoformat(), [], 2)
    assert secretariat.get(f"calls/{call.slug}/?as_at=2011-01-01").status_code == 404
    assert secretariat.get(f"calls/{call.slug}/returns/?as_at=soon").status_code == 422


def test_a_call_that_asks_nobody_or_leads_astray_is_not_issued(api, world):
    secretariat = api(world.person("secretariat"))
    gss = world.barnet.lead_authority.gss_code
    asked = {**ASKED, "due_on": SOON}
    wrong = [
        ({**asked, "areas": []}, "#/areas"),
        ({**asked, "authorities": [gss]}, "#/areas"),
        ({**asked, "areas": ["nowhere"]}, "#/areas/0"),
        ({**asked, "due_on": "2011-01-01"}, "#/due_on"),
        ({**asked, "links": [{"title": "x", "url": "javascript:alert(1)"}]}, "#/links"),
        ({**asked, "links": [{"title": "x", "url": "https://gov.uk@example.org"}]}, "#/links"),
        ({**asked, "links": [{"title": "x"}]}, "#/links/0/url"),
        ({**asked, "asked_of": "areas"}, "#/asked_of"),
    ]
    for body, where in wrong:
        assert where in pointers(secretariat.post("calls/", body)), body
    assert api(world.person("officer")).post("calls/", asked).status_code == 404
    assert not Call.objects.exists()
    of_authorities = secretariat.post("calls/", {**asked, "areas": [], "authorities": [gss]}).json()
    assert (of_authorities["asked_of"], of_authorities["places"][0]["authority"]) == ("authorities", gss)


def test_calls_and_returns_are_read_with_the_same_number_of_statements_however_many_there_are(api, world):
    call = issued(world, title="First")
    client = api(world.person("secretariat"))
    paths = ("calls/", f"calls/{call.slug}/", f"calls/{call.slug}/returns/")

    answered(call, "barnet", "additions", by=world.person("secretariat"), entries=(raised(world),))
    few = [statements(client, path) for path in paths]
    for number in range(3):
        issued(world, title=f"Another {number}")
    answered(call, "swindon", "additions", by=world.person("secretariat"), entries=(raised(world), raised(world)))
    assert [statements(client, path) for path in paths] == few
    assert client.get("calls/?size=2").json()["results"][0]["title"] == "Another 2"
