"""What home pages say of the rollout: what waits for the secretariat, and an officer's own nomination."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from areas.models import AuthorityMembership, LocalityLead
from cbtracker.accounts.permissions import Role
from cbtracker.places.nominating import next_step, own_nominations
from tests.factories.nominations import ANSWERS, NominationFactory
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority(db):
    return AuthorityFactory(short_name="Devon")


@pytest.fixture
def newcomer(authority):
    """An officer of an authority that is in no area."""
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=authority, from_on=START)
    return user


@pytest.fixture
def every_route(monkeypatch):
    """Addresses as if each page of a nomination were there."""
    monkeypatch.setattr(
        "cbtracker.places.nominating.address", lambda route, *args: "/".join(["", route, *map(str, args)])
    )


def told(user, *, has_area=False):
    return [(link.text, link.href, link.hint) for link in own_nominations(user, has_area=has_area)]


def number(html, text):
    found = re.search(
        rf'(?:href="([^"]*)")?><span class="cb-tallies__number">(\d+)</span> <span class="cb-tallies__text">{text}<',
        html,
    )
    return found and (int(found[2]), (found[1] or "").replace("&amp;", "&"))


def test_the_secretariat_is_told_of_nominations_to_acknowledge_and_led_to_them(authority, as_reader, client):
    NominationFactory(lead_authority=authority, submitted=True)
    NominationFactory(acknowledged=True)
    NominationFactory(submitted=True, withdrawn=True)
    NominationFactory()
    found, href = number(as_reader(person(Role.SECRETARIAT), "/"), "nominations to acknowledge")
    assert (found, href) == (1, "/nominations/?state=submitted")
    listed = client.get(href).content.decode()
    assert "Nominations (1)" in listed
    assert "Devon" in listed


def test_the_secretariat_is_told_how_many_authorities_nobody_leads_for(authority, as_reader, client):
    secretariat = person(Role.SECRETARIAT)
    others = number(as_reader(secretariat, "/"), "authorities without a locality lead")[0] - 1
    LocalityLead.objects.create(user=person(Role.LOCALITY_LEAD), authority=authority, from_on=START)
    found, href = number(as_reader(secretariat, "/"), "authorities without a locality lead")
    assert found == others
    assert f"({found})" in client.get(href).content.decode()


def test_an_officer_whose_place_is_not_nominated_is_told_where_to_begin(newcomer, every_route):
    text, href, hint = told(newcomer)[0]
    assert (text, href) == ("Nominate your place", "/rollout:nominate")
    assert "not a bid" in hint


def test_somebody_without_an_authority_or_with_an_area_is_not_asked_to_nominate(newcomer, every_route):
    assert told(person(Role.OFFICER)) == []
    assert told(newcomer, has_area=True) == []


def test_an_officer_comes_back_to_the_draft_and_is_told_the_next_step(newcomer, authority, every_route):
    answers = {page: ANSWERS[page] for page in ("who", "focus")}
    draft = NominationFactory(lead_authority=authority, answers=answers)
    assert told(newcomer) == [
        (
            "Your nomination of Devon",
            f"/rollout:nomination_tasks/{draft.pk}",
            "Draft: 2 of 6 pages answered. Next: when you want to start",
        )
    ]


def test_what_was_submitted_says_what_has_come_of_it(newcomer, authority, as_reader):
    nomination = NominationFactory(lead_authority=authority, acknowledged=True)
    html = as_reader(newcomer, "/")
    assert f'href="/nominations/{nomination.pk}/"' in html
    assert "Acknowledged on 20 July 2011." in html


def test_a_nomination_of_another_place_or_one_that_was_withdrawn_is_not_told(newcomer, authority, every_route):
    NominationFactory(lead_authority=AuthorityFactory(short_name="Dorset"))
    NominationFactory(lead_authority=authority, withdrawn=True)
    assert [text for text, *_ in told(newcomer)] == ["Nominate your place"]


def test_the_next_step_follows_from_where_the_nomination_is(db):
    assert next_step(NominationFactory.build(submitted_at=None, acknowledged_at=None)) == (
        "Draft: every page is answered. Next: check it, have it signed, and submit it"
    )
    submitted = NominationFactory.build(submitted_at=datetime(2011, 7, 18, tzinfo=UTC))
    assert next_step(submitted) == "Submitted on 18 July 2011. The secretariat will say that it has come"
