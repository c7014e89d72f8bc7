"""Support over HTTP: what readers find, and what the secretariat and officers may type."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from areas.models import Area, Authority, AuthorityMembership
from cbtracker.accounts.permissions import Role
from rollout.models import BuddyPair, Hub, LearningSession, LearningSetMember
from tests.factories.people import person
from tests.factories.places import START
from tests.factories.support import (
    AttendeeFactory,
    BuddyPairFactory,
    HubFactory,
    LearningSetFactory,
    LearningSetMemberFactory,
    WorkshopFactory,
)
from tests.integration.requests_log.pages import in_box, signed_in, words
from tests.reference import reference_data

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 9, 20, 9, tzinfo=UTC)
HUB = {
    "region": "South East",
    "name": "Hub of the South East",
    "host": "A council",
    "contact": "",
    "opened_on_day": "1",
    "opened_on_month": "9",
    "opened_on_year": "2011",
}


@pytest.fixture(autouse=True)
def places(db, time_machine):
    reference_data()
    time_machine.move_to(NOW)


@pytest.fixture
def desk():
    return signed_in(person(Role.SECRETARIAT))


@pytest.fixture
def reader():
    return signed_in(person(Role.PARTNER))


@pytest.fixture
def surrey():
    return Authority.objects.get(slug="surrey")


@pytest.fixture
def officer(surrey):
    user = person(Role.OFFICER, full_name="Ann Example")
    AuthorityMembership.objects.create(user=user, authority=surrey, from_on=START)
    return signed_in(user)


def test_candidates_are_in_alphabetical_order_with_their_sources_and_rank_nobody(reader):
    response = reader.get("/support/pools/")
    said = words(response)
    assert "The lists rank and qualify nobody." in said
    munro = response.content.decode().split('id="munro-trial"')[1].split("</table>")[0]
    names = [one.split("</a>")[0].rsplit(">", 1)[1] for one in munro.split('scope="row"')[1:]]
    assert names == sorted(names)
    assert len(names) == 8
    assert "Early Intervention Places (5)" in said
    assert "partial (4 named of 27)" in said
    assert "8 of 10; the copy" in said
    assert "No list was found, so none is given." in said


def test_authorities_are_narrowed_by_pool(reader):
    assert "Authorities (8)" in words(reader.get("/authorities/?pool=munro-trial"))
    assert reader.get("/authorities/?pool=best").status_code == 422


def test_the_page_of_an_authority_shows_its_tags_with_their_sources(reader):
    said = words(reader.get("/authorities/westminster/"))
    assert "Munro trial authorities, from March 2011." in said
    assert "Source: Community Care news, 18 Jan 2011" in said
    assert "They rank and qualify nobody." in said
    assert "Candidate for an early start" not in words(reader.get("/authorities/surrey/"))


def test_support_begins_with_the_readers_own_authority(officer, surrey):
    HubFactory(region="South East", name="Hub of the South East")
    HubFactory(region="London", name="Hub of London")
    BuddyPairFactory(helper=Area.objects.get(slug="swindon"), authority=surrey)
    WorkshopFactory(region="London", title="Workshop in London")
    WorkshopFactory(region="South East", title="Workshop in Reading")
    own = words(officer.get("/support/")).split("For your authority")[1].split("Workshops The LG Group")[0]
    assert "Workshop in Reading, 5 October 2011, 10:00am to 4:00pm" in own
    assert "Hub of the South East" in own
    assert "Helped by Swindon, since 1 September 2011" in own
    assert "Hub of London" not in own
    assert "In no set" in own


def test_who_has_no_place_sees_all_there_is_and_nothing_to_change(reader):
    HubFactory(region="London", name="Hub of London", contact="hub@example.org")
    said = words(reader.get("/support/"))
    assert "For your" not in said
    assert "London Hub of London A council of the region hub@example.org" in said
    assert "North East No hub yet" in said
    assert "Add a" not in said


def test_pages_of_places_show_hub_buddies_sets_and_the_next_workshop(reader, surrey):
    HubFactory(region="South West", name="Hub of the South West")
    pair = BuddyPairFactory(helper=Area.objects.get(slug="swindon"), authority=surrey)
    LearningSetMemberFactory(area=pair.helper, authority=None, learning_set__name="Families first")
    WorkshopFactory(title="Workshop for England")
    WorkshopFactory(title="Cancelled one", cancelled=True)
    for address in ("/areas/swindon/", "/authorities/swindon/"):
        said = words(reader.get(address))
        assert "Regional hub Hub of the South West" in said
        assert "Helps Surrey, since 1 September 2011" in said
        assert "Families first" in said
        assert "Workshop for England" in said
        assert "Cancelled one" not in said
    assert "Helped by Swindon" in words(reader.get("/authorities/surrey/"))


def test_the_page_asks_as_much_of_the_database_for_much_support_as_for_little(reader, django_assert_max_num_queries):
    for authority in Authority.objects.all()[:40]:
        BuddyPairFactory(authority=authority)
        LearningSetMemberFactory(authority=authority)
        AttendeeFactory(authority=authority)
    reader.get("/support/")
    with django_assert_max_num_queries(14):
        reader.get("/support/")


def test_a_hub_is_added_once_however_often_the_button_is_pressed(desk):
    for _ in range(2):
        assert desk.post("/support/hubs/add/", {**HUB, "once": "a" * 32})["Location"].startswith("/support/")
    assert Hub.objects.get().opened_on == date(2011, 9, 1)
    again = desk.post("/support/hubs/add/", {**HUB, "once": "b" * 32})
    assert again.status_code == 422
    assert "South East has an open hub already" in again.content.decode()


def test_the_loser_of_a_simultaneous_change_keeps_every_word_and_sees_both(desk):
    hub = HubFactory(region="South East", contact="Ring first")
    address = f"/support/hubs/{hub.pk}/change/"
    assert desk.post(address, {**HUB, "contact": "Mine first", "version": "1"}).status_code == 302
    response = desk.post(address, {**HUB, "contact": "Theirs, in full", "version": "1"})
    assert response.status_code == 409
    assert "Mine first" in response.content.decode()
    assert in_box(response, "contact") == "Theirs, in full"
    both = desk.post(address, {**HUB, "contact": "Theirs, in full", "version": "2", "choice": "combine"})
    assert in_box(both, "contact") == "Mine first\n\nTheirs, in full"
    assert desk.post(address, {**HUB, "version": "nonsense"}).status_code == 422


def test_a_pair_is_chosen_from_places_that_can_be_one(desk, surrey):
    form = desk.get("/support/buddies/add/").content.decode()
    helpers, places = form.split('name="helper"')[1].split("</select>")[0], form.split('name="place"')[1]
    assert "area:swindon" in helpers
    assert "authority:surrey" in places
    assert "authority:swindon" not in places.split("</select>")[0]
    typed = {"helper": "area:swindon", "place": "authority:surrey", "note": "One team"}
    since = {"from_on_day": "5", "from_on_month": "9", "from_on_year": "2011"}
    assert desk.post("/support/buddies/add/", {**typed, **since}).status_code == 302
    assert BuddyPair.objects.get().place == surrey
    wrong = desk.post("/support/buddies/add/", {**typed, **since, "place": "authority:swindon"})
    assert wrong.status_code == 422


def test_a_set_gains_places_and_sessions(desk, reader):
    learning_set = LearningSetFactory(name="Families first")
    address = f"/support/sets/{learning_set.pk}/"
    joined = {"place": "area:swindon", "from_on_day": "5", "from_on_month": "9", "from_on_year": "2011"}
    assert desk.post(f"{address}members/add/", joined)["Location"] == address
    met = {"on_day": "6", "on_month": "9", "on_year": "2011", "topic": "One worker", "notes": "Start small"}
    assert desk.post(f"{address}sessions/add/", met)["Location"] == address
    said = words(reader.get(address))
    assert "Swindon 5 September 2011 In the set" in said
    assert "6 September 2011: One worker Start small" in said
    member, session = LearningSetMember.objects.get(), LearningSession.objects.get()
    left = {"version": "1", "to_on_day": "19", "to_on_month": "9", "to_on_year": "2011", **joined}
    assert desk.post(f"/support/members/{member.pk}/change/", left)["Location"] == address
    changed = {**met, "notes": "Start smaller", "version": "1"}
    assert desk.post(f"/support/sessions/{session.pk}/change/", changed)["Location"] == address
    said = words(reader.get(address))
    assert "5 September 2011 19 September 2011" in said
    assert "Start smaller" in said


@pytest.mark.parametrize(
    "address", ["bids/add/", "members/add/", "sets/1/hubs/add/", "bids/1/change/", "hubs/1/change/"]
)
def test_what_there_is_not_is_not_found(desk, address):
    assert desk.get(f"/support/{address}").status_code == 404
