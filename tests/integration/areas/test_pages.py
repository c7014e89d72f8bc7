"""Lists of areas and authorities, and the map."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from areas.models import Area, AreaMember, Authority, LocalityLead
from cbtracker.accounts.permissions import Role
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory
from tests.reference import reference_data

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(db):
    reference_data()


@pytest.fixture
def reader(client):
    client.force_login(person(Role.PARTNER))
    return client


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return unescape(response.content.decode())


def rows_of(html):
    body = html.split("<tbody", 1)[1].split("</tbody", 1)[0]
    return [re.sub(r"<[^>]*>", "", head).strip() for head in re.findall(r"<th scope=\"row\".*?</th>", body, re.DOTALL)]


def test_the_list_of_areas_counts_them_in_its_title(reader):
    html = read(reader, "/areas/")
    assert "<title>" in html
    assert "Areas (16) – cbtracker" in html
    assert len(rows_of(html)) == 16


@pytest.mark.parametrize(("text", "found"), [("Hull", "Kingston upon Hull"), ("K%26C", "West London")])
def test_areas_are_found_by_other_names(reader, text, found):
    assert found in rows_of(read(reader, f"/areas/?q={text}"))


def test_areas_are_narrowed_by_phase(reader):
    assert "Areas (0)" in read(reader, "/areas/?phase=next")
    assert "Areas (16)" in read(reader, "/areas/?phase=first")


def test_areas_are_sorted_by_their_number_of_authorities_and_the_head_says_so(reader):
    html = read(reader, "/areas/?sort=-members")
    assert rows_of(html)[:2] == ["Greater Manchester", "West London"]
    assert 'aria-sort="descending"' in html


def test_a_filter_that_cannot_be_understood_is_named_at_its_field(reader):
    html = read(reader, "/areas/?phase=never", status=422)
    assert "There is a problem" in html
    assert "Select phase from the list" in html


def test_a_filter_in_use_can_be_taken_away_alone(reader):
    html = read(reader, "/authorities/?q=hull&type=unitary")
    assert 'href="?q=hull"' in html
    assert 'href="?type=unitary"' in html


def test_authorities_are_narrowed_by_region_and_type(reader):
    html = read(reader, "/authorities/?region=E12000002&type=county")
    assert rows_of(html) == ["Cumbria", "Lancashire"]


def test_an_authority_shows_its_code_and_its_area(reader):
    html = read(reader, "/authorities/?q=E06000030")
    assert "E06000030" in html
    assert "/areas/swindon/" in html


@pytest.mark.parametrize(
    "address", ["/areas/?q=%00", "/areas/?q=%3Cscript%3E", "/authorities/?sort=;drop", "/areas/?q=%25"]
)
def test_odd_text_in_a_search_breaks_nothing(reader, address):
    response = reader.get(address)
    assert response.status_code in {200, 422}
    assert b"<script>" not in response.content


def test_the_map_has_a_tile_for_each_authority_and_the_table_says_the_same(reader):
    html = read(reader, "/areas/map/")
    svg = html.split('<svg class="cb-map__picture"', 1)[1].split("</svg>", 1)[0]
    tiles = re.findall(r'aria-label="([^"]*)"', svg.split("</defs>", 1)[1])
    assert len(tiles) == 152
    assert sum("not in a Community Budget area" not in tile for tile in tiles) == 28
    assert rows_of(html) == list(Authority.objects.values_list("short_name", flat=True))


def test_the_map_is_named_and_described_and_carries_no_style_of_its_own(reader):
    html = read(reader, "/areas/map/")
    assert '<title id="map-title">' in html
    assert '<desc id="map-description">' in html
    assert "style=" not in html


def test_an_authority_s_page_tells_whitehall_who_led_before_and_what_was_handed_over(client):
    client.force_login(person(Role.CHAMPION))
    authority = Authority.objects.get(slug="swindon")
    old, new = person(Role.LOCALITY_LEAD, full_name="Ann Old"), person(Role.LOCALITY_LEAD, full_name="Ben New")
    LocalityLead.objects.create(
        user=old, authority=authority, from_on=START, to_on="2011-05-01", handover_note="Ask about assessments."
    )
    LocalityLead.objects.create(user=new, authority=authority, from_on="2011-05-01")
    html = read(client, "/authorities/swindon/")
    assert rows_of(html) == ["Ben New", "Ann Old"]
    assert "Ask about assessments." in html


def test_an_authority_later_reorganised_says_so(reader):
    assert "last day was" in read(reader, "/authorities/dorset/")


@pytest.mark.parametrize("address", ["/areas/", "/areas/map/", "/authorities/", "/authorities/swindon/"])
def test_the_administrator_sees_no_programme_data(client, address):
    client.force_login(person(Role.ADMINISTRATOR))
    assert client.get(address).status_code == 404


def test_an_authority_that_is_not_there_is_not_found(reader):
    assert reader.get("/authorities/nowhere/").status_code == 404


@pytest.mark.parametrize("address", ["/areas/", "/areas/map/", "/authorities/", "/authorities/swindon/"])
def test_the_number_of_queries_does_not_grow_with_the_rows(reader, address):
    reader.get(address)
    with CaptureQueriesContext(connection) as before:
        reader.get(address)
    for _ in range(5):
        area = AreaFactory(phase=Area.objects.first().phase)
        AreaMemberFactory.create_batch(3, area=area)
    lead = person(Role.LOCALITY_LEAD)
    LocalityLead.objects.create(user=lead, authority=Authority.objects.get(slug="swindon"), from_on=START)
    assert AreaMember.objects.count() == 43
    with CaptureQueriesContext(connection) as after:
        reader.get(address)
    assert len(after) <= len(before) + (1 if address == "/authorities/swindon/" else 0)
    # An authority's page gathers steps, nomination, conversations, documents, support, leads, Annex D: some each.
    assert len(after) <= (20 if address == "/authorities/swindon/" else 8)
