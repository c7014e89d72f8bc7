"""The first page of each role, and the navigation of every page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from areas.models import DepartmentMembership, LocalityLead
from cbtracker.accounts.permissions import Permission, Role
from cbtracker.places.counts import secretariat_counts
from cbtracker.places.navigation import ITEMS, Item, Section, address, marked, navigation
from requests_log.models import Audience
from requests_log.services import Words, say_persists, state_position
from requests_log.services.positions import position_version
from tests.factories.people import person
from tests.factories.place_register import NOON, accepted_request_of, register_of_place, request_of, say
from tests.factories.place_register import address as mark_addressed
from tests.factories.places import START, DepartmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def department(db):
    return DepartmentFactory()


@pytest.fixture
def champion(department):
    user = person(Role.CHAMPION)
    DepartmentMembership.objects.create(user=user, department=department, from_on=START)
    return user


def at(days):
    return NOON + timedelta(days=days)


def numbers_on(html):
    """What the first page counts: the words of each number, and the number."""
    pairs = re.findall(r'cb-tallies__number">(\d+)</span> <span class="cb-tallies__text">([^<]*)<', html)
    return {text: int(number) for number, text in pairs}


def test_a_champion_comes_first_to_their_own_queue(area, department, champion, as_reader):
    entry = accepted_request_of(area, "Let schools pool", department)
    accepted_request_of(area, "Somebody else’s")
    html = as_reader(champion, "/")
    assert numbers_on(html) == {
        "Overdue": 1,
        "Due soon": 0,
        "At risk or off track": 0,
        "Without a fresh position": 1,
        "All open": 1,
    }
    assert f"/requests/{entry.reference}/position/" in html
    assert "Overdue, no fresh position" in html
    assert "Somebody else’s" not in html


def test_a_position_takes_a_request_out_of_those_without_a_fresh_one(area, department, champion, as_reader):
    entry = accepted_request_of(area, "Let schools pool", department)
    state_position(
        entry,
        by=champion,
        expected_version=position_version(entry, department),
        words=Words(text="Slow", confidence="at_risk"),
        department=department,
    )
    numbers = numbers_on(as_reader(champion, "/"))
    assert numbers["Without a fresh position"] == 0
    assert numbers["At risk or off track"] == 1


def test_every_number_leads_to_a_page_that_says_the_same(area, department, champion, client):
    accepted_request_of(area, "Let schools pool", department)
    client.force_login(champion)
    html = client.get("/").content.decode()
    links = re.findall(r'cb-tallies__link[^>]*href="([^"]*)"><span class="cb-tallies__number">(\d+)', html)
    assert len(links) == 5
    for href, number in links:
        page = client.get(href).content.decode()
        assert f"({number})" in page


def test_the_secretariat_is_told_what_waits(area, officer):
    request_of(area, "New")
    accepted_request_of(area, "Late")
    done = accepted_request_of(area, "Done")
    mark_addressed(done, "Agreed.")
    say_persists(done, by=officer, text="It is still there", now=at(1))
    counts = secretariat_counts(person(Role.SECRETARIAT), now=at(30))
    assert counts == {"untriaged": 1, "overdue": 1, "unassigned": 0, "persisting": 1}
    assert secretariat_counts(person(Role.ADMINISTRATOR), now=at(30))["untriaged"] == 0


def test_an_officer_s_first_page_is_their_own_area_with_its_numbers(area, officer, as_reader):
    register_of_place(area)
    html = as_reader(officer, "/")
    assert "Your area" in html
    assert "/areas/swindon/" in html
    numbers = re.findall(r'govuk-table__cell--numeric"[^>]*>([^<]*)<', html)
    assert numbers == ["1", "1", "1"]


def test_a_locality_lead_comes_first_to_their_own_places(area, as_reader):
    lead = person(Role.LOCALITY_LEAD)
    LocalityLead.objects.create(user=lead, authority=area.lead_authority, from_on=START)
    html = as_reader(lead, "/")
    assert "Your places" in html
    assert "/areas/swindon/" in html


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LOCALITY_LEAD, Role.CHAMPION])
def test_somebody_with_nothing_of_their_own_is_told_so(as_reader, role):
    assert "govuk-inset-text" in as_reader(person(role), "/")


def test_the_administrator_s_first_page_shows_no_programme_data(area, as_reader):
    register_of_place(area)
    html = as_reader(person(Role.ADMINISTRATOR), "/")
    assert "Swindon" not in html
    assert "/requests/" not in html
    assert "/areas/" not in html


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PARTNER])
def test_a_position_for_whitehall_moves_nothing_on_the_first_page(area, officer, as_reader, role):
    entry = accepted_request_of(area, "Let schools pool")
    reader = officer if role == Role.OFFICER else person(role)
    before = as_reader(reader, "/")
    say(entry, "Advice went up", audience=Audience.WHITEHALL, now=NOON)
    assert as_reader(reader, "/") == before


@pytest.mark.parametrize("role", list(Role))
def test_every_link_of_the_navigation_leads_somewhere(client, area, role):
    user = person(role)
    client.force_login(user)
    request = RequestFactory().get("/")
    request.user = user
    assert navigation(request)["sub_navigation"] is None
    for section in navigation(request)["navigation"]:
        request.path = section["href"]
        pages = navigation(request)["sub_navigation"] or {"items": [section]}
        for item in pages["items"]:
            assert client.get(item["href"]).status_code == 200, item


def links_at(client, role, path):
    """What `role` reads in the two navigations of the page at `path`: the names, and what each says of the page."""
    client.force_login(person(role))
    html = client.get(path).content.decode()
    found = {}
    for label in ("Main", "Rollout", "Administration"):
        section = re.search(rf'<nav[^>]*aria-label="{label}".*?</nav>', html, re.DOTALL)
        links = re.findall(r"<a([^>]*)>(.*?)</a>", section[0], re.DOTALL) if section else []
        found[label] = {
            re.sub("<[^>]*>", "", text).strip(): "".join(re.findall(r'aria-current="(\w+)"', attributes))
            for attributes, text in links
        }
    return found


def test_the_pages_of_a_section_share_one_link_and_a_navigation_of_their_own(client, area):
    links = links_at(client, Role.PARTNER, "/coverage/map/")
    assert links["Main"]["Rollout"] == "true"
    assert "Coverage" not in links["Main"]
    assert [links["Rollout"][name] for name in ("Coverage", "Map", "Timeline")] == ["", "page", ""]


def test_a_page_below_one_of_a_section_marks_both_as_where_one_is(client, area):
    links = links_at(client, Role.OFFICER, f"/coverage/authorities/{area.lead_authority.slug}/")
    assert (links["Main"]["Rollout"], links["Rollout"]["Coverage"]) == ("true", "true")


def test_pages_of_other_sections_have_no_navigation_of_the_rollout(client, area):
    assert links_at(client, Role.SECRETARIAT, "/requests/")["Rollout"] == {}


def test_the_secretariat_finds_what_is_rarely_wanted_under_administration(client):
    links = links_at(client, Role.SECRETARIAT, "/audit/")
    assert links["Main"]["Administration"] == "true"
    assert "Audit" not in links["Main"]
    others = dict.fromkeys(("People", "Imports", "Emails", "Digests", "Health"), "")
    assert links["Administration"] == {**others, "Audit": "page"}


def test_a_section_offers_nobody_what_their_role_may_not_read():
    section = Section("Rollout", (Item("Coverage", "rollout:coverage", Permission.READ_ROLLOUT),))
    assert section.links(person(Role.PARTNER)) == [("Coverage", "/coverage/")]
    assert section.links(person(Role.ADMINISTRATOR)) == []


def test_every_page_that_the_navigation_names_is_there():
    sections = [section for items in ITEMS.values() for section in items]
    named = [item for one in sections for item in (one.items if isinstance(one, Section) else (one,))]
    assert [item for item in named if not address(item.route)] == []


def test_a_link_without_a_page_is_left_out():
    assert address("no:such-page") == ""
    assert Item("Nowhere", "no:such-page").links(person(Role.SECRETARIAT)) == []


def test_the_page_s_own_link_is_current_and_its_section_active():
    links = [("Home", "/"), ("Requests", "/requests/"), ("Yours", "/requests/yours/")]
    assert [item["text"] for item in marked(links, "/") if item["current"]] == ["Home"]
    assert [item["text"] for item in marked(links, "/requests/CB-0001/") if item["active"]] == ["Requests"]
    assert [item["text"] for item in marked(links, "/requests/yours/") if item["current"] or item["active"]] == [
        "Yours"
    ]
    assert not [item for item in marked(links, "/areas/") if item["current"] or item["active"]]


def test_people_who_are_not_signed_in_get_no_navigation(client):
    assert 'aria-label="Main"' not in client.get("/account/login/").content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_the_first_page_takes_a_constant_number_of_queries(area, officer, champion, department, client, role):
    own = {Role.OFFICER: officer, Role.CHAMPION: champion}
    client.force_login(own.get(role) or person(role))
    client.get("/")
    accepted_request_of(area, "One", department)
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for _ in range(4):
        register_of_place(area)
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few) <= 9


def test_counts_depend_on_the_moment_given_and_not_on_the_clock(area):
    accepted_request_of(area, "Late")
    secretariat = person(Role.SECRETARIAT)
    assert secretariat_counts(secretariat, now=datetime(2011, 3, 18, tzinfo=UTC))["overdue"] == 0
    assert secretariat_counts(secretariat, now=timezone.now())["overdue"] == 1
