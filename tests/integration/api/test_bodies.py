"""Bodies, their members and their meetings by API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from cbtracker.papers.models import BodyMember, Meeting
from cbtracker.rest.models import Scope
from tests.factories.papers import BodyFactory, BodyMemberFactory, MeetingFactory, PaperFactory
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements
from tests.integration.requests_log.world import World, make_world

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WHEN = {"starts_at": "2031-03-24T10:00:00Z", "ends_at": "2031-03-24T12:00:00Z", "place": "Eland House"}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def body(db):
    return BodyFactory(slug="leaders", name="Leaders' group", draft_days=5)


def test_a_body_is_changed_as_it_was_read_and_what_its_papers_hold_is_for_those_who_decide_it(api, world, body):
    client, champion = api(world.person("secretariat")), api(world.person("champion"))
    read = client.get("bodies/leaders/")
    assert client.patch("bodies/leaders/", {"purpose": "Leads"}).status_code == 428
    first = client.patch("bodies/leaders/", {"purpose": "Leads"}, match=read)
    second = client.patch("bodies/leaders/", {"draft_days": 9}, match=read)
    assert (first.status_code, first.json()["draft_days"], second.status_code) == (200, 5, 412)
    assert second.json()["current"]["purpose"] == "Leads"
    assert client.get("bodies/leaders/", **{"If-None-Match": first["ETag"]}).status_code == 304
    wrong = client.patch("bodies/leaders/", {"draft_days": 61, "sight": "all", "name": "x"}, match=first)
    assert pointers(wrong).keys() == {"#/draft_days", "#/sight", "#/name"}
    assert champion.patch("bodies/leaders/", {"purpose": "x"}, match=first).status_code == 404
    assert (champion.get("bodies/leaders/").json()["sight"], first.json()["sight"]) == (None, "whitehall")
    assert api(world.person("officer")).get("bodies/leaders/").status_code == 404
    assert api(world.person("officer")).get("bodies/").json()["results"] == []


def test_somebody_gets_a_seat_by_their_address_and_it_ends(api, world, body):
    client, partner = api(world.person("secretariat")), api(world.person("partner"))
    member = world.person("partner")
    assert partner.get("bodies/leaders/members/").status_code == 404
    made = client.post("bodies/leaders/members/", {"person": member.email, "part": "chair"}, key="seat")
    assert made.status_code == 201, made.content
    again = client.post("bodies/leaders/members/", {"person": member.email, "part": "chair"}, key="seat")
    assert (again.json(), BodyMember.objects.count()) == (made.json(), 1)
    assert made.json()["from_on"] == TODAY.isoformat()
    assert member.email not in made.content.decode()
    assert partner.get(made["Location"].removeprefix("/api/v1/")).json() == made.json()
    assert [one["own_part"] for one in partner.get("bodies/").json()["results"]] == ["chair"]
    twice = client.post("bodies/leaders/members/", {"person": member.email, "part": "chair"})
    assert pointers(twice).keys() == {"#/person"}
    for person in (world.person("administrator").email, "nobody@test.example", 7):
        assert "#/person" in pointers(client.post("bodies/leaders/members/", {"person": person})), person
    end = f"bodies/leaders/members/{made.json()['id']}/end/"
    assert "#/to_on" in pointers(client.post(end, {"to_on": "2001-01-01"}))
    assert partner.post(end).status_code == 404
    ended = client.post(end)
    assert (ended.status_code, ended.json()["to_on"]) == (200, TODAY.isoformat())
    assert partner.get("bodies/leaders/").status_code == 404


def test_a_meeting_is_added_moved_cancelled_and_restored_each_as_it_was_read(api, world, body):
    client = api(world.person("secretariat"))
    added = client.post("bodies/leaders/meetings/", WHEN, key="one")
    assert added.status_code == 201, added.content
    assert client.post("bodies/leaders/meetings/", WHEN, key="one").json() == added.json()
    assert pointers(client.post("bodies/leaders/meetings/", WHEN)).keys() == {"#/starts_at"}
    address = added["Location"].removeprefix("/api/v1/")
    PaperFactory(body=body, meeting=Meeting.objects.get())
    moved = client.patch(address, {"place": "Elsewhere"}, match=added)
    assert moved.status_code == 200, "a paper that was begun meanwhile does not stand in the way"
    assert (moved.json()["place"], moved.json()["starts_at"]) == ("Elsewhere", WHEN["starts_at"])
    late = client.patch(address, {"place": "Nowhere"}, match=added)
    assert (late.status_code, late.json()["current"]["place"], late["ETag"]) == (412, "Elsewhere", moved["ETag"])
    other = BodyFactory()
    assert "#/body" in pointers(client.patch(address, {"body": other.slug}, match=moved))
    assert "#/ends_at" in pointers(client.patch(address, {"ends_at": WHEN["starts_at"]}, match=moved))
    for body_ in ({"starts_at": "1066-10-14T09:00:00Z"}, {"starts_at": "soon"}, {"starts_at": 5}):
        assert "#/starts_at" in pointers(client.patch(address, body_, match=moved)), body_
    assert client.post(f"{address}restore/", match=moved).status_code == 409
    assert client.post(f"{address}cancel/").status_code == 428
    cancelled = client.post(f"{address}cancel/", match=moved)
    assert cancelled.json()["cancelled_at"]
    assert client.patch(address, {"place": "x"}, match=cancelled).status_code == 409
    assert client.post(f"{address}cancel/", match=moved).status_code == 412
    assert client.post(f"{address}restore/", match=cancelled).json()["cancelled_at"] is None
    assert api(world.person("champion")).post(f"{address}cancel/", match=cancelled).status_code == 404
    assert Meeting.objects.get().version == 4


def test_meetings_are_listed_as_the_body_meets_and_kept_in_a_calendar(api, world, body):
    now = timezone.now()
    days = (-20, -10, 10, 20)
    for number in days:
        MeetingFactory(body=body, starts_at=now + timedelta(days=number))
    member = world.person("officer")
    BodyMemberFactory(body=body, user=member)
    draft = PaperFactory(body=body, meeting=Meeting.objects.order_by("starts_at").last())
    client, secretariat = api(member), api(world.person("secretariat"))

    def listed(query: str = "") -> list[int]:
        rows = client.get(f"bodies/leaders/meetings/{query}").json()["results"]
        return [(Meeting.objects.get(pk=row["id"]).starts_at - now).days for row in rows]

    assert (listed(), listed("?when=past"), listed("?when=past&size=1")) == ([10, 20], [-10, -20], [-10])
    assert "when" in pointers(client.get("bodies/leaders/meetings/?when=never"))
    assert draft.title not in client.get("bodies/leaders/meetings/").content.decode()
    assert draft.title in secretariat.get("bodies/leaders/meetings/").content.decode()
    calendar = client.get("bodies/leaders/calendar/", Accept="text/calendar")
    assert calendar["Content-Type"].startswith("text/calendar")
    assert len(Calendar.from_ical(calendar.content).walk("VEVENT")) == 4
    assert client.get("bodies/leaders/calendar/", **{"If-None-Match": calendar["ETag"]}).status_code == 304
    assert api(member, Scope.READ).get("bodies/leaders/calendar/").status_code == 403


def test_bodies_are_read_with_the_same_number_of_statements_however_much_there_is(api, world, body):
    client = api(world.person("secretariat"))
    meeting = MeetingFactory(body=body, starts_at=timezone.now() + timedelta(days=9))
    seat = BodyMemberFactory(body=body, user=world.person("officer"))
    PaperFactory(body=body, meeting=meeting)
    paths = [
        "bodies/",
        "bodies/leaders/",
        "bodies/leaders/members/",
        f"bodies/leaders/members/{seat.pk}/",
        "bodies/leaders/meetings/",
        f"bodies/leaders/meetings/{meeting.pk}/",
        "bodies/leaders/calendar/",
    ]

    few = [statements(client, path) for path in paths]
    for number in range(3):
        BodyFactory()
        BodyMemberFactory(body=body)
        more = MeetingFactory(body=body, starts_at=timezone.now() + timedelta(days=number + 1))
        for one in (more, meeting):
            PaperFactory(body=body, meeting=one)
    assert [statements(client, path) for path in paths] == few
