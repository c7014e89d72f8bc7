"""An authority that nobody leads for is noticed: on its own page, its place's, the first one and a page of all such."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from areas.models import LocalityLead
from areas.services.people import hand_over_locality
from cbtracker.accounts.permissions import Role
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, AuthorityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat(client):
    user = person(Role.SECRETARIAT)
    client.force_login(user)
    return user


@pytest.fixture
def lead():
    return person(Role.LOCALITY_LEAD, full_name="Lee Leader")


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def named(response):
    return re.findall(r'<th scope="row"[^>]*><a[^>]*>([^<]+)</a>', response.content.decode())


def test_those_without_a_lead_today_are_listed_by_name_with_the_link_to_assign(secretariat, lead, client):
    today = timezone.localdate()
    led, over, later = (AuthorityFactory(short_name=name) for name in ("Cumbria", "Bury", "Devon"))
    AuthorityFactory(short_name="Avon", slug="avon")
    LocalityLead.objects.create(user=lead, authority=led, from_on=START)
    LocalityLead.objects.create(user=lead, authority=over, from_on=START, to_on=today)
    LocalityLead.objects.create(user=lead, authority=later, from_on=today + timedelta(days=1))
    page = client.get("/people/posts/without-a-lead/")
    assert named(page) == ["Avon", "Bury", "Devon"]
    assert "Authorities without a locality lead (3)" in text_of(page)
    assert 'href="/people/posts/authorities/avon/"' in page.content.decode()
    assert f"Lee Leader, until {today.day} " in text_of(page)
    home = client.get("/").content.decode()
    assert re.search(r'href="/people/posts/without-a-lead/"><span class="cb-tallies__number">3</span>', home)


def test_an_assigned_lead_takes_the_authority_off_the_list(secretariat, lead, client):
    kent = AuthorityFactory(short_name="Kent")
    assert named(client.get("/people/posts/without-a-lead/")) == ["Kent"]
    hand_over_locality(authority=kent, user=lead, by=secretariat, now=timezone.now())
    page = client.get("/people/posts/without-a-lead/")
    assert named(page) == []
    assert "Every authority has a locality lead" in text_of(page)


def test_the_pages_of_an_authority_and_its_place_say_that_nobody_leads(secretariat, lead, client):
    area = AreaFactory(slug="pair")
    bury, kent = (AuthorityFactory(short_name=name, slug=name.lower()) for name in ("Bury", "Kent"))
    for one in (bury, kent):
        AreaMemberFactory(area=area, authority=one)
    hand_over_locality(authority=kent, user=lead, by=secretariat, now=timezone.now())
    for address in ("/authorities/bury/", "/areas/pair/"):
        page = client.get(address)
        assert "Nobody leads for Bury today." in text_of(page)
        assert "Nobody leads for Kent today." not in text_of(page)
        assert 'href="/people/posts/authorities/bury/"' in page.content.decode()
    assert "Nobody leads for" not in text_of(client.get("/authorities/kent/"))
    client.force_login(lead)
    page = client.get("/authorities/bury/")
    assert "Nobody leads for Bury today." in text_of(page)
    assert "/people/posts/" not in page.content.decode()


def test_the_history_of_leads_is_told_with_days_and_handover(secretariat, lead, client):
    kent = AuthorityFactory(short_name="Kent", slug="kent")
    first = person(Role.LOCALITY_LEAD, full_name="Fay First")
    before = timezone.now() - timedelta(days=30)
    hand_over_locality(authority=kent, user=first, by=secretariat, now=before)
    hand_over_locality(authority=kent, user=lead, by=secretariat, now=timezone.now(), note="Ask about schools")
    said = text_of(client.get("/authorities/kent/"))
    assert said.index("Lee Leader") < said.index("Ask about schools") < said.index("Fay First")
