"""Workstreams: their requests, bodies, workshops and dated statuses, and the forms that keep them."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from areas.models import Area
from cbtracker.web.formats import LONDON
from requests_log.models import Workstream
from requests_log.services import triage
from requests_log.services.workstreams import (
    add_workshop,
    change_workstream,
    create_workstream,
    end_workstream_status,
    state_workstream,
)
from tests.integration.requests_log.reading import say, statements, text_of
from tests.integration.requests_log.world import World, accepted


@pytest.fixture
def data_sharing(world) -> Workstream:
    return create_workstream(by=world.person("secretariat"), name="Data sharing", body="A working group")


def through(world: World, workstream: Workstream, **more):
    entry = accepted(world, **more)
    change = {"timescale": "workstream", "workstream": workstream, "due_on": None, "reason": "It goes with others."}
    triage(entry, by=world.person("secretariat"), expected_version=entry.shared_version, **change)
    return entry


def page_of(client, world: World, role: str, workstream: Workstream) -> str:
    client.force_login(world.person(role))
    return text_of(client.get(f"/requests/workstreams/{workstream.slug}/"))


def test_the_page_shows_what_is_known_of_a_workstream(client, world, data_sharing):
    secretary = world.person("secretariat")
    change_workstream(
        data_sharing,
        by=secretary,
        expected_version=1,
        description="About data.",
        body="ICO",
        interested=[world.swindon],
    )
    old = state_workstream(data_sharing, by=secretary, text="Terms are drafted.")
    end_workstream_status(old, by=secretary)
    state_workstream(data_sharing, by=secretary, text="Terms are agreed.")
    state_workstream(data_sharing, by=secretary, text="A guide is being written.")
    add_workshop(data_sharing, by=secretary, title="Sharing early", held_on=date(2011, 3, 2), place="Leeds")
    entry = through(world, data_sharing)
    html = page_of(client, world, "partner", data_sharing)
    for text in (
        "About data.",
        "ICO",
        'href="/areas/swindon/"',
        "2 March 2011",
        "Sharing early",
        "Leeds",
        entry.reference,
    ):
        assert text in html
    now, before = html.split("What held before (1)")
    assert "Terms are agreed." in now
    assert "A guide is being written." in now
    assert "Terms are drafted." in before
    listing = text_of(client.get("/requests/workstreams/"))
    assert "Terms are agreed." in listing
    assert "Terms are drafted." not in listing


def test_an_officer_sees_only_requests_they_may_know_of(client, world, data_sharing):
    own, foreign = through(world, data_sharing), through(world, data_sharing, area=world.barnet)
    say(world, own, "For Whitehall.", audience="whitehall")
    html = page_of(client, world, "officer", data_sharing)
    assert "Requests (1)" in html
    assert own.reference in html
    assert foreign.reference not in html
    assert "For Whitehall." not in html
    assert "For Whitehall." in page_of(client, world, "champion", data_sharing)


def test_the_page_takes_as_many_statements_for_many_requests_as_for_few(client, world, data_sharing):
    through(world, data_sharing)
    client.force_login(world.person("officer"))
    address = f"/requests/workstreams/{data_sharing.slug}/"
    few = statements(client, address)
    for number in range(12):
        through(world, data_sharing, issue=f"Issue {number}")
        state_workstream(data_sharing, by=world.person("secretariat"), text=f"Word {number}")
    assert statements(client, address) == few <= 10


def test_the_secretariat_starts_one_and_says_where_it_stands(client, world):
    client.force_login(world.person("secretariat"))
    answer = client.post("/requests/workstreams/add/", {"name": " Innovative  finance ", "description": "", "body": ""})
    assert answer["Location"] == "/requests/workstreams/innovative-finance/"
    text = {"text": "Bonds are tried.", "since_day": "17", "since_month": "3", "since_year": "2011"}
    client.post("/requests/workstreams/innovative-finance/statuses/", text)
    status = Workstream.objects.get().statuses.get()
    assert status.text == "Bonds are tried."
    assert status.effective_at == datetime(2011, 3, 17, tzinfo=LONDON)
    client.post(f"/requests/workstreams/innovative-finance/statuses/{status.pk}/end/")
    status.refresh_from_db()
    assert status.ended_at is not None
    day = {"held_on_day": "5", "held_on_month": "April", "held_on_year": "2011"}
    client.post("/requests/workstreams/innovative-finance/workshops/", {"title": "First", **day})
    assert Workstream.objects.get().workshops.get().held_on == date(2011, 4, 5)


@pytest.mark.parametrize(
    ("page", "sent", "message"),
    [
        ("add/", {"name": ""}, "Enter name"),
        ("add/", {"name": "data SHARING"}, "There is a workstream of this name"),
        ("add/", {"name": "x" * 121}, "Name must be 120 characters or fewer"),
        ("data-sharing/statuses/", {"text": " "}, "Enter where it stands"),
        ("data-sharing/statuses/", {"text": "x" * 10001}, "must be 10000 characters or fewer"),
        (
            "data-sharing/statuses/",
            {"text": "Soon", "since_day": "1", "since_month": "1", "since_year": "2190"},
            "must not be in the future",
        ),
        (
            "data-sharing/workshops/",
            {"title": "W", "held_on_day": "31", "held_on_month": "2", "held_on_year": "2011"},
            "real date",
        ),
        ("data-sharing/change/", {"version": "x", "description": "d"}, "not sent complete"),
        ("data-sharing/change/", {"version": "1", "interested": "narnia"}, "Select"),
        ("data-sharing/change/", {"version": "1", "interested": str(10**30)}, "Select"),
    ],
)
def test_what_cannot_be_kept_is_a_clear_422_and_changes_nothing(client, world, data_sharing, page, sent, message):
    client.force_login(world.person("secretariat"))
    answer = client.post(f"/requests/workstreams/{page}", sent)
    assert answer.status_code == 422
    assert message in text_of(answer).replace("&#39;", "'")
    assert Workstream.objects.get().version == 1
    assert not data_sharing.statuses.exists()
    assert not data_sharing.workshops.exists()


def test_who_comes_second_sees_both_texts_and_may_save_or_combine_them(client, world, data_sharing):
    client.force_login(world.person("secretariat"))
    address = f"/requests/workstreams/{data_sharing.slug}/change/"
    form = text_of(client.get(address))
    version = re.search(r'name="version" value="(\d+)"', form)[1]
    change_workstream(
        data_sharing, by=world.person("secretariat"), expected_version=1, description="Theirs.", body="", interested=[]
    )
    mine = {"version": version, "description": "Mine.", "body": "", "interested": world.barnet.slug}
    answer = client.post(address, mine)
    assert answer.status_code == 409
    html = text_of(answer)
    assert ">Theirs<" in html
    assert ">Mine<" in html
    assert Workstream.objects.get().description == "Theirs."
    fresh = re.search(r'name="version" value="(\d+)"', html)[1]
    both = text_of(client.post(address, {**mine, "version": fresh, "choice": "combine"}))
    assert "Theirs.\n\nMine.</textarea>" in both.replace("&#10;", "\n")
    assert client.post(address, {**mine, "version": fresh}).status_code == 302
    data_sharing.refresh_from_db()
    assert data_sharing.description == "Mine."
    assert list(data_sharing.interested.all()) == [world.barnet]


def test_the_second_may_leave_it_as_the_first_wrote_it(client, world, data_sharing):
    client.force_login(world.person("secretariat"))
    address = f"/requests/workstreams/{data_sharing.slug}/change/"
    assert client.post(address, {"version": "1", "choice": "theirs", "description": "Mine."}).status_code == 302
    data_sharing.refresh_from_db()
    assert data_sharing.description == ""


def test_an_area_can_be_ticked_and_stays_ticked(client, world, data_sharing):
    client.force_login(world.person("secretariat"))
    client.post(
        f"/requests/workstreams/{data_sharing.slug}/change/", {"version": "1", "interested": [world.swindon.slug]}
    )
    form = text_of(client.get(f"/requests/workstreams/{data_sharing.slug}/change/"))
    assert len(re.findall(r"<input[^>]*name=\"interested\"[^>]* checked", form)) == 1
    assert Area.objects.filter(workstreams=data_sharing).count() == 1
