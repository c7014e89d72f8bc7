"""The pages that everybody reads without signing in: what they show, and all that they do not (F000 ¶11, ¶14)."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from cbtracker.accounts.permissions import Role
from requests_log.services import declare_freedom
from tests.factories.offer import OfferCommentFactory, OfferTextFactory, OfferVersionFactory, TakeUpFactory
from tests.factories.people import UserFactory, person
from tests.factories.register import FreedomFactory, LoggedRequestFactory
from tests.factories.rollout import OfferElementFactory, TimelineEntryFactory
from tests.integration.requests_log.pages import hidden, signed_in, words
from tests.integration.requests_log.world import accepted, make_world, state
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
OPEN = ("/offer/", "/offer/timeline/", "/offer/freedoms/")
MAY = datetime(2011, 5, 11, 9, tzinfo=UTC)


@pytest.fixture
def stranger():
    return Client()


def published(number=1, words_="Take up what helps you.", note="First published.", **fields):
    text = OfferTextFactory(number=number, words=words_)
    return OfferVersionFactory(number=number, text=text, note=note, published_at=MAY, **fields)


@pytest.mark.parametrize("address", OPEN)
def test_a_stranger_reads_the_open_pages_and_is_led_to_signing_in(stranger, address):
    response = stranger.get(address)
    assert response.status_code == 200
    (target,) = set(re.findall(r'href="(/account/login/[^"]*)"', response.content.decode()))
    sign_in = stranger.get(html.unescape(target))
    assert (sign_in.status_code, hidden(sign_in, "next")) == (200, address)
    assert "Sign out" not in words(response)


@pytest.mark.parametrize("address", OPEN)
def test_an_open_page_takes_nothing_from_a_stranger(stranger, address):
    assert stranger.post(address).status_code == 405


@pytest.mark.parametrize("role", Role)
def test_everybody_signed_in_reads_the_open_pages_too(role):
    browser = signed_in(person(role))
    assert [browser.get(address).status_code for address in OPEN] == [200, 200, 200]


def test_before_the_first_publication_the_page_says_so_and_shows_nothing_of_the_draft(stranger):
    OfferTextFactory(words="Half a sentence about hubs")
    OfferElementFactory(title="An element")
    said = words(stranger.get("/offer/"))
    assert "The offer is not yet published" in said
    assert "Half a sentence" not in said
    assert "An element" not in said


def test_the_newest_version_is_shown_with_its_elements_and_what_changed(stranger):
    published()
    published(2, "# For areas\n\n- hubs\n- money", "Hubs are named.")
    OfferElementFactory(title="Expert support", summary="Ask the hub.")
    OfferElementFactory(title="Withdrawn element", is_current=False)
    response = stranger.get("/offer/")
    said = words(response)
    assert "Version 2, published 11 May 2011" in said
    assert "What changed: Hubs are named." in said
    assert "Expert support" in said
    assert "Ask the hub." in said
    assert "Withdrawn element" not in said
    assert "Take up what helps you" not in said
    assert "<li>hubs</li>" in response.content.decode()
    assert '<h2 class="govuk-heading-m">For areas</h2>' in response.content.decode()


def test_what_is_typed_into_the_offer_is_no_markup(stranger):
    published(1, "# <script>alert(1)</script>\n\n[a](javascript:alert(1)) <b>bold</b>")
    page = stranger.get("/offer/").content.decode()
    assert "<script>alert" not in page
    assert "<b>bold" not in page
    assert "javascript:alert(1))" in page
    assert 'href="javascript' not in page


def test_a_stranger_learns_nobodys_name_no_draft_no_comment_and_no_take_up(stranger):
    published(published_by=UserFactory(full_name="Rosa Publisher", email="rosa@example.org"))
    draft = OfferTextFactory(number=2, words="Not for strangers", saved_by=UserFactory(full_name="Owen Drafter"))
    OfferCommentFactory(text=draft, words="Is this enough?", said_by=UserFactory(full_name="Priya Officer"))
    TakeUpFactory(note="Swindon tries it")
    for address in OPEN:
        page = stranger.get(address).content.decode()
        for secret in ("Rosa", "rosa@", "Owen", "Not for strangers", "Priya", "Is this enough", "Swindon tries"):
            assert secret not in page
        for inside in ("/offer/history/", "/offer/take-up/", "/offer/edit/", "/offer/texts/"):
            assert inside not in page


@pytest.mark.parametrize(
    "address",
    [
        *("/offer/history/", "/offer/texts/1/", "/offer/edit/", "/offer/publish/", "/offer/take-up/"),
        *("/timeline/", "/timeline.ics", "/freedoms/", "/offer/take-up/somewhere/"),
    ],
)
def test_everything_else_about_the_offer_asks_a_stranger_to_sign_in(stranger, address):
    published()
    response = stranger.get(address)
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/account/login/")


def test_the_timeline_is_the_programmes_own_without_ways_to_change_it(stranger, time_machine):
    time_machine.move_to(datetime(2011, 6, 15, 12, tzinfo=UTC))
    reference_data()
    TimelineEntryFactory(title="Taken off the timeline", removed_at=MAY)
    entry = TimelineEntryFactory(title="Workshop in Leeds")
    response = stranger.get("/offer/timeline/")
    page = response.content.decode()
    assert "Next phase goes live" in page
    assert "April 2012 (inferred)" in words(response)
    assert "Workshop in Leeds" in page.split("</svg>\n  </div>")[0]
    assert "Taken off the timeline" not in page
    assert f"/timeline/{entry.pk}/" not in page
    assert 'href="/timeline' not in page


def test_a_secretary_changes_nothing_on_the_open_timeline():
    entry = TimelineEntryFactory(title="Workshop in Leeds")
    assert f"/timeline/{entry.pk}/" not in signed_in(person(Role.SECRETARIAT)).get("/offer/timeline/").content.decode()


def test_of_a_freedom_a_stranger_reads_issue_text_and_labels(stranger):
    entry = LoggedRequestFactory(
        issue="Let schools pool funding",
        detail="The head of Ridgeway School asked",
        position_text="Ministers hesitate",
        areas_label="Swindon",
        departments_label="DfE",
    )
    FreedomFactory(entry=entry, text="Schools may pool", declared_by=UserFactory(full_name="Marcus Declarer"))
    response = stranger.get("/offer/freedoms/")
    said = words(response)
    for shown in ("Let schools pool funding", "Schools may pool", "Swindon · DfE", "What any area can do already (1)"):
        assert shown in said
    page = response.content.decode()
    for secret in ("Ridgeway", "Ministers hesitate", "Marcus", entry.reference, f"/requests/{entry.reference}"):
        assert secret not in page


def test_a_request_without_a_freedom_is_nowhere_on_the_open_pages(stranger):
    LoggedRequestFactory(issue="A request that is still open")
    assert all("still open" not in stranger.get(address).content.decode() for address in OPEN)


def test_words_that_only_the_request_holds_find_no_freedom(stranger):
    FreedomFactory(entry=LoggedRequestFactory(issue="Pooling", detail="Ridgeway"), text="Schools may pool")
    assert "No freedoms match" in words(stranger.get("/offer/freedoms/?q=Ridgeway"))
    assert "Schools may pool" in words(stranger.get("/offer/freedoms/?q=pool"))


def test_words_that_cannot_be_read_are_refused_with_what_to_do(stranger):
    response = stranger.get("/offer/freedoms/?q=%3Cb%3E")
    assert response.status_code == 422
    assert "must not contain HTML" in words(response)


def test_pages_of_freedoms_are_numbered_and_tell_no_time(stranger):
    for number in range(27):
        FreedomFactory(text=f"Freedom number {number}", declared_at=MAY + timedelta(days=number))
    first, second = stranger.get("/offer/freedoms/?q=freedom"), stranger.get("/offer/freedoms/?q=freedom&page=2")
    assert "Freedom number 26" in words(first)
    assert "Freedom number 1 " not in words(first)
    assert 'href="?q=freedom&amp;page=2"' in first.content.decode()
    assert "Freedom number 1" in words(second)
    assert 'href="?q=freedom&amp;page=1"' in second.content.decode()
    assert "2011" not in words(first).replace("Contains", "")
    assert stranger.get("/offer/freedoms/?page=many").status_code == 200


def test_the_open_pages_read_little(stranger, django_assert_max_num_queries):
    published()
    OfferElementFactory()
    for number in range(30):
        FreedomFactory(text=f"Freedom {number}")
        TimelineEntryFactory()
    for address in OPEN:
        with django_assert_max_num_queries(3):
            stranger.get(address)


def test_a_position_that_only_whitehall_reads_moves_nothing_on_the_open_pages(stranger):
    world = make_world()
    entry = accepted(world, issue="Pool school funding")
    declare_freedom(
        entry, by=world.person("secretariat"), expected_version=entry.shared_version, text="Schools may pool"
    )
    before = stranger.get("/offer/freedoms/").content
    state(world, entry, "Treasury objects", audience="whitehall")
    assert b"Schools may pool" in before
    assert stranger.get("/offer/freedoms/").content == before
    assert "No freedoms match" in words(stranger.get("/offer/freedoms/?q=Treasury"))
