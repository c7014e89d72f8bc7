"""A request is raised, triaged, changed, ended and opened again by API."""

from __future__ import annotations

from datetime import date

import pytest

from areas.models import AreaMember, Authority, Department
from requests_log.models import Freedom, LoggedRequest, Position, Status, Workstream
from requests_log.services import mark_addressed
from tests.factories.places import AreaFactory
from tests.integration.api.conftest import pointers
from tests.integration.requests_log.pages import everything
from tests.integration.requests_log.world import START, World, accepted, again, make_world, raised

pytestmark = pytest.mark.django_db
RAISED = {"issue": "Let schools pool funding", "areas": [{"area": "swindon"}]}


@pytest.fixture
def world() -> World:
    return make_world()


def addressed(world):
    entry = accepted(world, world.dfe)
    mark_addressed(
        entry, by=world.person("secretariat"), expected_version=entry.shared_version, outcome="agreed", text="Done"
    )
    return again(entry)


def member(world, name="Wiltshire"):
    """An authority that makes Swindon a group of two."""
    authority = Authority.objects.create(
        gss_code="E06000054",
        official_name=f"{name} Council",
        short_name=name,
        slug=name.lower(),
        kind=Authority.Kind.UNITARY,
        region_code="E12000009",
        region_name="South West",
    )
    AreaMember.objects.create(area=world.swindon, authority=authority, from_on=START)
    return authority


# --- Raising ---


def test_an_officer_raises_a_request_once_and_finds_it_where_the_answer_says(api, world):
    client = api(world.person("officer"))
    body = {**RAISED, "detail": "Why", "kind": "pooling", "departments": ["MoJ", "DfE"], "lead": "DfE"}
    made = client.post("requests/", body, key="one")
    assert made.status_code == 201, made.content
    assert client.post("requests/", body, key="one").json() == made.json()
    [entry] = LoggedRequest.objects.all()
    assert (entry.status, entry.areas_label, entry.departments_label) == (Status.RAISED, "Swindon", "MoJ, DfE")
    assert (entry.lead, entry.raised_by) == (world.dfe, world.person("officer"))
    assert made["Location"] == f"/api/v1/requests/{entry.reference}/"
    assert client.get(f"requests/{entry.reference}/")["ETag"] == made["ETag"]


def test_what_is_wrong_with_a_request_is_said_at_its_place_and_nothing_is_made(api, world):
    member(world)
    officer, champion = api(world.person("officer")), api(world.person("champion"))
    asked = {
        "an area of others": (officer, {"areas": [{"area": "barnet"}]}, {"#/areas/0/area"}),
        "all areas": (officer, {"areas": [], "scope": "all"}, {"#/scope"}),
        "no area": (officer, {"areas": []}, {"#/areas"}),
        "an area twice": (champion, {"areas": [{"area": "swindon"}, {"area": "swindon"}]}, {"#/areas"}),
        "areas besides all": (champion, {"scope": "all"}, {"#/areas"}),
        "no such authority": (
            champion,
            {"areas": [{"area": "barnet", "authority": "E99999999"}]},
            {"#/areas/0/authority"},
        ),
        "an authority of elsewhere": (champion, {"areas": [{"area": "barnet", "authority": "E06000054"}]}, {"#/areas"}),
        "a lead that is not asked": (champion, {"lead": "DfE"}, {"#/lead"}),
        "words that do not fit": (
            champion,
            {"issue": " ", "kind": "x", "departments": ["DfE", "X"], "areas": [{"area": 1}, 7]},
            {"#/issue", "#/kind", "#/departments/1", "#/areas/0/area", "#/areas/1"},
        ),
        "no words": (champion, {"issue": None, "areas": "swindon", "scope": ["all"], "lead": {}}, None),
    }
    before = everything()
    for what, (client, change, places) in asked.items():
        answer = client.post("requests/", {**RAISED, **change})
        assert answer.status_code == 422, (what, answer.content)
        assert places in (None, set(pointers(answer))), (what, pointers(answer))
    assert everything() == before


def test_an_officer_speaks_for_the_own_authority_in_a_group_and_not_for_its_neighbour(api, world):
    neighbour, own = member(world), world.swindon.lead_authority
    client = api(world.person("officer"))
    said = {**RAISED, "areas": [{"area": "swindon", "authority": own.gss_code}]}
    made = client.post("requests/", said)
    assert (made.status_code, made.json()["areas_label"]) == (201, "Swindon (Swindon)")
    said["areas"][0]["authority"] = neighbour.gss_code
    assert client.post("requests/", said).status_code == 404
    assert LoggedRequest.objects.count() == 1


def test_a_champion_raises_a_request_for_many_areas(api, world):
    made = api(world.person("champion")).post("requests/", {"issue": "For all", "scope": "many"})
    assert (made.status_code, made.json()["areas_label"]) == (201, "Many areas")


def test_names_that_are_longer_than_a_label_can_be_are_refused_and_nothing_is_made(api, world):
    letters = "abcdefghijklmnopq"
    for letter in letters[:4]:
        AreaFactory(slug=letter, name=letter * 80)
    for order, letter in enumerate(letters, 10):
        Department.objects.create(abbreviation=letter * 12, name=f"Department {letter}", order=order)
    client, before = api(world.person("champion")), everything()
    areas = client.post("requests/", {**RAISED, "areas": [{"area": letter} for letter in letters[:4]]})
    departments = client.post("requests/", {**RAISED, "departments": [letter * 12 for letter in letters]})
    assert (set(pointers(areas)), set(pointers(departments))) == ({"#/areas"}, {"#/departments"})
    assert everything() == before


# --- Triage and later changes ---


def test_the_secretariat_accepts_a_request_and_then_changes_what_it_names(api, world):
    entry = raised(world)
    client, address = api(world.person("secretariat")), f"requests/{entry.reference}/"
    Workstream.objects.create(slug="data", name="Data sharing", order=1)
    decided = {"departments": ["DfE", "MoJ"], "timescale": "by_date", "due_on": "2011-04-01", "nature": "practice"}
    first = client.patch(address, decided, match=client.get(address))
    assert first.status_code == 200, first.content
    assert (first.json()["status"], first.json()["lead"]) == ("accepted", "DfE")
    slip = client.patch(address, {"due_on": "2011-05-01"}, match=first)
    assert pointers(slip) == {"#/reason": "Enter why the due date has slipped."}
    then = {"due_on": "2011-05-01", "reason": "Lawyers", "attention": "dg", "attention_reason": "Stuck"}
    second = client.patch(address, {**then, "areas": [{"area": "barnet"}, {"area": "swindon"}]}, match=first)
    assert second.json()["areas"] == ["barnet", "swindon"]
    last = client.patch(address, {"scope": "all", "workstream": "data", "departments": ["MoJ"]}, match=second)
    assert last.status_code == 200, last.content
    found = again(entry)
    assert (found.scope, found.areas_label, found.request_areas.count()) == ("all", "All areas", 0)
    assert (found.timescale, found.workstream.slug, found.lead) == ("workstream", "data", world.moj)
    assert (found.due_on, found.attention, found.nature) == (date(2011, 5, 1), "dg", "practice")
    assert [row.action for row in found.revisions.order_by("version")][2] == "slipped"


def test_a_change_that_changes_nothing_writes_nothing(api, world):
    entry = accepted(world, world.dfe)
    client, address = api(world.person("secretariat")), f"requests/{entry.reference}/"
    read, before = client.get(address), everything()
    same = {"areas": [{"area": "swindon"}], "departments": ["DfE"], "due_on": "2011-04-01", "lead": None}
    for body in ({}, same):
        answer = client.patch(address, body, match=read)
        assert (answer.status_code, answer["ETag"]) == (200, read["ETag"])
    assert everything() == before


def test_what_is_wrong_with_a_change_is_said_at_its_place_and_nothing_is_changed(api, world):
    entry = accepted(world, world.dfe)
    client, address = api(world.person("secretariat")), f"requests/{entry.reference}/"
    Workstream.objects.create(slug="data", name="Data sharing", order=1)
    read, before = client.get(address), everything()
    asked = [
        ({"workstream": "data", "timescale": "by_date"}, "#/workstream"),
        ({"attention_reason": "Stuck"}, "#/attention"),
        ({"attention": "dg"}, "#/attention_reason"),
        ({"timescale": ""}, "#/timescale"),
        ({"departments": []}, "#/departments"),
        ({"departments": ["DfE", "DfE"]}, "#/departments"),
        ({"lead": "MoJ"}, "#/lead"),
        ({"areas": []}, "#/areas"),
        ({"areas": [{"area": "atlantis"}]}, "#/areas/0/area"),
        ({"areas": [{"authority": "E06000001"}]}, "#/areas/0/area"),
        ({"due_on": None}, "#/reason"),
        ({"due_on": "2011-02-30"}, "#/due_on"),
        ({"issue": ""}, "#/issue"),
        ({"status": "addressed"}, "#/status"),
        ({"reason": "x" * 1001}, "#/reason"),
    ]
    for body, place in asked:
        answer = client.patch(address, body, match=read)
        assert (answer.status_code, place in pointers(answer)) == (422, True), (body, answer.content)
    assert client.patch(address, {}).status_code == 428
    assert everything() == before


# --- What a status allows ---

REASON = {"reason": "Because"}
OPEN = {
    "": ("patch", "secretariat", {"contact": "Ann Example"}),
    "outcome/": ("post", "champion", {"outcome": "agreed", "text": "Agreed", "freedom": "Any area may"}),
    "freedom/": ("post", "champion", {"text": "Any area may"}),
    "withdrawal/": ("post", "officer", REASON),
    "duplicate/": ("post", "secretariat", {"of": "CB-0002"}),
    "next-step/": ("post", "locality_lead", {"next_step": "Call them", "owner": "Ann", "on": "2011-04-01"}),
}
ENDED = {"reopening/": ("post", "champion", {**REASON, "timescale": "after_april"})}


@pytest.mark.parametrize("name", [*OPEN, *ENDED])
def test_of_two_who_read_the_same_one_changes_it_and_the_other_sees_that_and_loses_nobodys_words(api, world, name):
    method, role, body = {**OPEN, **ENDED}[name]
    entry = addressed(world) if name in ENDED else accepted(world, world.dfe)
    raised(world)
    client, address = api(world.person(role)), f"requests/{entry.reference}/"
    read = client.get(address)
    first = client.send(method.upper(), f"{address}{name}", body, match=read)
    assert first.status_code == 200, first.content
    assert first["ETag"] != read["ETag"]
    before = everything()
    second = client.send(method.upper(), f"{address}{name}", body, match=read)
    assert (second.status_code, second["ETag"]) == (412, first["ETag"])
    assert second.json()["current"] == first.json()
    assert client.send(method.upper(), f"{address}{name}", body).status_code == 428
    assert everything() == before


def test_what_a_status_does_not_allow_is_409_in_the_words_of_the_service_and_changes_nothing(api, world):
    raised(world, issue="The first")
    open_entry, ended = accepted(world, world.dfe), addressed(world)
    asked = [(ended, *one) for one in OPEN.items() if one[0] not in ("", "freedom/")]
    asked += [(open_entry, *one) for one in ENDED.items()]
    asked += [(ended, "positions/", ("post", "champion", {"text": "Still"}))]
    asked += [(open_entry, "objections/", ("post", "officer", {"text": "Still there"}))]
    before = everything()
    for entry, name, (method, role, body) in asked:
        client, address = api(world.person(role)), f"requests/{entry.reference}/"
        read = client.get(address)
        answer = client.send(method.upper(), f"{address}{name}", body, match=read)
        assert answer.status_code == 409, (name, answer.content)
        assert entry.reference in answer.json()["detail"]
    assert [table for table, rows in everything().items() if rows != before[table]] == []


def test_a_request_ends_with_a_freedom_is_said_to_persist_and_is_opened_again(api, world):
    entry = accepted(world, world.dfe)
    champion, officer = api(world.person("champion")), api(world.person("officer"))
    address = f"requests/{entry.reference}/"
    wrong = champion.post(f"{address}outcome/", {"outcome": "x", "text": ""}, match=champion.get(address))
    assert set(pointers(wrong)) == {"#/outcome", "#/text"}
    local = {"outcome": "local", "text": "Yours to do", "freedom": "Any area may"}
    assert set(pointers(champion.post(f"{address}outcome/", local, match=champion.get(address)))) == {"#/freedom"}
    ended = champion.post(f"{address}outcome/", {**local, "outcome": "agreed"}, match=champion.get(address))
    assert (ended.json()["status"], ended.json()["freedom"]["text"]) == ("addressed", "Any area may")
    assert Freedom.objects.get().entry == entry
    said = officer.post(f"{address}objections/", {"text": "Still there"}, key="one")
    assert (said.status_code, said.json()["persists"], said.json()["objection"]["text"]) == (200, True, "Still there")
    assert officer.post(f"{address}replies/", {"text": "Thank you"}).json()["reply"]["text"] == "Thank you"
    assert Position.objects.filter(entry=entry).count() == 2
    body = {"reason": "It is not so", "timescale": "after_april"}
    opened = champion.post(f"{address}reopening/", body, match=champion.get(address))
    assert (opened.json()["status"], opened.json()["outcome"]) == ("reopened", "")


def test_a_duplicate_names_another_request_that_one_may_know_of(api, world):
    entry, other = accepted(world, world.dfe), raised(world)
    client = api(world.person("secretariat"))
    address = f"requests/{entry.reference}/duplicate/"
    for of in (entry.reference, "CB-9999", "CB-0001\x00", 7, None):
        answer = client.post(address, {"of": of}, match=client.get(f"requests/{entry.reference}/"))
        assert set(pointers(answer)) == {"#/of"}
    done = client.post(address, {"of": other.reference}, match=client.get(f"requests/{entry.reference}/"))
    assert (done.status_code, done.json()["status"]) == (200, "duplicate")
    assert entry.links_from.get().to_entry == other


def test_a_transition_costs_the_same_whatever_the_request_has_seen(api, world, django_assert_max_num_queries):
    entry = accepted(world, world.dfe)
    client, address = api(world.person("locality_lead")), f"requests/{entry.reference}/"
    for number in range(4):
        read = client.get(address)
        with django_assert_max_num_queries(14):
            said = client.post(f"{address}next-step/", {"next_step": f"Step {number}"}, match=read)
        assert said.json()["next_step"]["text"] == f"Step {number}"
