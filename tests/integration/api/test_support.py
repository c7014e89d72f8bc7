"""Support to areas by API: everybody reads, the secretariat keeps, places say who comes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from areas.models import AuthorityMembership
from areas.services.reference.tables import FIRST_PHASE
from cbtracker.accounts.permissions import Role
from rollout.models import Attendee, BuddyPair, Hub, LearningSetMember, Workshop
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, AuthorityFactory, PhaseFactory
from tests.factories.support import (
    AttendeeFactory,
    BuddyPairFactory,
    HubFactory,
    LearningSessionFactory,
    LearningSetFactory,
    LearningSetMemberFactory,
    WorkshopFactory,
)
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements

pytestmark = pytest.mark.django_db
BEFORE = datetime(2011, 10, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_october(time_machine):
    time_machine.move_to(BEFORE, tick=False)


@pytest.fixture
def devon(db):
    return AuthorityFactory(short_name="Devon", region_name="South West")


@pytest.fixture
def secretary(api):
    return api(person(Role.SECRETARIAT))


@pytest.fixture
def officer(api, devon):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=devon, from_on=START)
    return api(user)


def test_a_hub_is_added_once_changed_by_the_first_and_is_the_only_open_one_of_its_region(secretary, officer, devon):
    body = {"region": "South West", "name": "Hub", "host": "A council", "opened_on": "2011-07-01"}
    added = secretary.post("hubs/", body, key="a")
    assert secretary.post("hubs/", body, key="a").json() == added.json()
    path = added["Location"].partition("/api/v1/")[2]
    assert officer.get(path).json() == {
        **body,
        "id": added.json()["id"],
        "version": 1,
        "contact": "",
        "closed_on": None,
    }
    assert officer.patch(path, {"name": "Mine"}, match=added).status_code == 404
    assert secretary.patch(path, {"name": "Mine"}).status_code == 428
    assert set(pointers(secretary.post("hubs/", {**body, "name": "Second"}))) == {"#/region"}
    changed = secretary.patch(path, {"closed_on": "2011-09-01"}, match=added)
    assert (changed.json()["closed_on"], changed.json()["name"]) == ("2011-09-01", "Hub")
    late = secretary.patch(path, {"name": "Late"}, match=added)
    assert (late.status_code, late.json()["current"]["version"]) == (412, 2)
    wrong = {"region": "Nowhere", "opened_on": "1999-01-01", "name": "x" * 121, "kind": "hub"}
    assert set(pointers(secretary.post("hubs/", wrong))) == {"#/name", "#/host", "#/kind"}
    assert set(pointers(secretary.post("hubs/", {**body, "region": "Nowhere", "opened_on": "1999-01-01"}))) == {
        "#/region",
        "#/opened_on",
    }
    assert [one["name"] for one in officer.get("hubs/").json()["results"]] == ["Hub"]
    assert Hub.objects.get().version == 2


def test_an_area_of_the_first_phase_is_paired_with_a_new_place_and_with_none_of_its_own(secretary, officer, devon):
    first = AreaFactory(name="Swindon", slug="swindon", phase=PhaseFactory(slug=FIRST_PHASE))
    body = {"helper": "swindon", "authority": devon.gss_code, "from_on": "2011-09-01"}
    assert set(pointers(secretary.post("buddy-pairs/", {**body, "area": "swindon"}))) == {"#/area"}
    own = {**body, "area": "swindon"}
    del own["authority"]
    assert set(pointers(secretary.post("buddy-pairs/", own))) == {"#/area"}
    assert set(pointers(secretary.post("buddy-pairs/", {**body, "authority": "E99999999"}))) == {"#/authority"}
    added = secretary.post("buddy-pairs/", body)
    assert (added.status_code, added.json()["place"], added.json()["area"]) == (201, str(devon), None)
    path = f"buddy-pairs/{added.json()['id']}/"
    assert secretary.patch(path, {"to_on": "2011-09-30"}, match=added).json()["to_on"] == "2011-09-30"
    assert set(pointers(secretary.patch(path, {"to_on": "2011-08-01"}, match="2"))) == {"#/to_on"}
    assert officer.get("buddy-pairs/").json()["results"][0]["helper"] == first.slug
    assert BuddyPair.objects.get().version == 2


def test_a_set_is_read_with_its_places_and_sessions_and_its_etag_moves_with_them(secretary, officer, devon):
    made = secretary.post("learning-sets/", {"name": "Pooling", "purpose": "To learn"})
    path = f"learning-sets/{made.json()['id']}/"
    joined = secretary.post(f"{path}members/", {"authority": devon.gss_code, "from_on": "2011-09-01"})
    met = secretary.post(f"{path}sessions/", {"on": "2011-09-20", "topic": "One team"})
    assert (joined.status_code, met.status_code) == (201, 201), (joined.content, met.content)
    assert secretary.post(f"{path}members/", {"authority": devon.gss_code, "from_on": "2011-09-01"}).status_code == 422
    read = officer.get(path)
    assert read["ETag"] != made["ETag"]
    assert ([one["place"] for one in read.json()["members"]], read.json()["sessions"][0]["topic"]) == (
        [str(devon)],
        "One team",
    )
    line = officer.get("learning-sets/").json()["results"][0]
    assert (line["places"], line["met"]) == (1, 1)
    assert secretary.patch(path, {"facilitator": "Jo"}, match=made).json()["facilitator"] == "Jo"
    assert secretary.patch(path, {"facilitator": "Al"}, match=made).status_code == 412
    member, session = (one["Location"].partition("/api/v1/")[2] for one in (joined, met))
    assert secretary.patch(member, {"to_on": "2011-09-30"}, match=joined).json()["to_on"] == "2011-09-30"
    assert secretary.patch(session, {"notes": "Share"}, match=met).json()["topic"] == "One team"
    assert officer.patch(session, {"notes": "Mine"}, match="2").status_code == 404
    assert LearningSetMember.objects.get().version == 2


WORKSHOP = {
    "title": "Families first",
    "starts_at": "2011-10-05T10:00:00",
    "ends_at": "2011-10-05T15:00:00",
    "run_by": "LG Group",
    "capacity": 2,
}


def test_places_say_who_comes_and_read_no_names_but_their_own(api, secretary, officer, devon):
    made = secretary.post("workshops/", WORKSHOP)
    assert made.json()["starts_at"] == "2011-10-05T09:00:00Z"
    path = f"workshops/{made.json()['id']}/"
    other = AttendeeFactory(workshop=Workshop.objects.get(), name="Somebody Else")
    come = {"authority": devon.gss_code, "name": "Jo Example"}
    assert set(pointers(officer.post(f"{path}people/", {**come, "authority": other.authority.gss_code}))) == {
        "#/authority"
    }
    said = officer.post(f"{path}people/", come)
    assert (said.status_code, said.json()["coming"], said.json()["places_left"]) == (200, 2, 0)
    assert [one["name"] for one in said.json()["people"]] == ["Jo Example"]
    assert api(person(Role.PARTNER)).get(path).json()["people"] == []
    assert set(pointers(officer.post(f"{path}people/", come))) == {"#/name"}
    assert officer.post(f"{path}people/", {**come, "name": "Third"}).status_code == 422
    assert set(pointers(secretary.patch(path, {"capacity": 1}, match=made))) == {"#/capacity"}
    assert officer.post(f"workshop-people/{other.pk}/not-coming/").status_code == 404
    jo = Attendee.objects.get(name="Jo Example")
    assert officer.post(f"workshop-people/{jo.pk}/not-coming/").json()["coming"] == 1
    assert b"SUMMARY:Families first" in officer.get(f"{path}calendar/", Accept="text/calendar").content


def test_what_there_is_for_the_own_authorities_comes_as_on_the_page(api, officer, devon):
    hub = HubFactory(region="South West")
    HubFactory(region="London")
    pair = BuddyPairFactory(area=None, authority=devon)
    held = LearningSetMemberFactory(area=None, authority=devon).learning_set
    LearningSetMemberFactory()
    workshop = WorkshopFactory(region="", starts_at=datetime(2011, 10, 5, 9, tzinfo=UTC))
    WorkshopFactory(region="London", starts_at=datetime(2011, 10, 5, 9, tzinfo=UTC))
    [own] = officer.get("support/own/").json()["results"]
    assert (own["authority"], own["name"], own["regions_without_hub"]) == (devon.gss_code, "Devon", [])
    assert [[one["id"] for one in own[name]] for name in ("hubs", "helped_by", "learning_sets", "workshops")] == [
        [hub.pk],
        [pair.pk],
        [held.pk],
        [workshop.pk],
    ]
    assert own["helps"] == []
    partner = api(person(Role.PARTNER))
    assert partner.get(f"authorities/{devon.gss_code}/support/").json() == own
    assert partner.get("support/own/").json()["results"] == []
    few = statements(officer, "support/own/")
    AuthorityMembership.objects.create(user=officer.user, authority=AuthorityFactory(), from_on=START)
    assert (officer.get("support/own/").json()["count"], statements(officer, "support/own/")) == (2, few)


def test_once_it_has_started_the_secretariat_records_who_attended_and_nobody_else_says_more(
    secretary, officer, devon, time_machine
):
    path = secretary.post("workshops/", WORKSHOP)["Location"].partition("/api/v1/")[2]
    jo, other = (AttendeeFactory(workshop=Workshop.objects.get(), name=one, authority=devon) for one in ("Jo", "Al"))
    come = {"authority": devon.gss_code, "name": "Unannounced"}
    attendance = secretary.get(f"{path}attendance/")
    everybody = {"people": [{"id": jo.pk, "attended": True}, {"id": other.pk, "attended": None}]}
    assert secretary.post(f"{path}attendance/", everybody, match=attendance).status_code == 409
    time_machine.move_to("2011-10-06T12:00Z", tick=False)
    assert officer.post(f"{path}people/", come).status_code == 409
    assert officer.post(f"workshop-people/{jo.pk}/not-coming/").status_code == 409
    assert secretary.post(f"{path}attendance/", everybody).status_code == 428
    wrong = {"people": [{"id": jo.pk}, {"id": 10**17, "attended": True}]}
    assert set(pointers(secretary.post(f"{path}attendance/", wrong, match=attendance))) == {"#/people/0/attended"}
    unknown = {"people": [{"id": 10**17, "attended": True}]}
    assert set(pointers(secretary.post(f"{path}attendance/", unknown, match=attendance))) == {"#/people/0/id"}
    recorded = secretary.post(f"{path}attendance/", everybody, match=attendance)
    assert {one["name"]: one["attended"] for one in recorded.json()["people"]} == {
        "Jo": True,
        "Al": None,
    }
    again = secretary.post(f"{path}attendance/", everybody, match=attendance)
    assert (again.status_code, again.json()["current"]["version"]) == (412, 2)
    assert secretary.post(f"{path}people/", come).json()["attended"] == 2
    assert officer.get(f"{path}attendance/").status_code == 404


@pytest.mark.parametrize("noun", ["hubs", "buddy-pairs", "learning-sets", "workshops"])
def test_support_is_listed_and_read_in_as_many_statements_for_many(officer, noun, django_assert_num_queries):
    makers = {
        "hubs": HubFactory,
        "buddy-pairs": BuddyPairFactory,
        "learning-sets": LearningSetFactory,
        "workshops": WorkshopFactory,
    }
    one = makers[noun]()
    LearningSetMemberFactory()
    officer.get(f"{noun}/")
    with CaptureQueriesContext(connection) as few:
        assert officer.get(f"{noun}/").status_code == 200
        assert officer.get(f"{noun}/{one.pk}/").status_code == 200
    for _ in range(2):
        makers[noun]()
        if noun == "learning-sets":
            LearningSetMemberFactory(learning_set=one, area=AreaMemberFactory().area, authority=None)
            LearningSessionFactory(learning_set=one)
        if noun == "workshops":
            AttendeeFactory(workshop=one)
    with django_assert_num_queries(len(few)):
        assert officer.get(f"{noun}/").json()["count"] >= 3
        assert officer.get(f"{noun}/{one.pk}/").status_code == 200
