"""The secretariat keeps a body's meetings in a real browser; a member has them in their own calendar."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from icalendar import Calendar
from playwright.sync_api import Page, expect

from cbtracker.accounts.permissions import Role
from tests.browser.pages import check_page
from tests.factories.papers import BodyFactory, BodyMemberFactory
from tests.factories.people import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def body(transactional_db):
    return BodyFactory(slug="cb-group", name="CB Group")


def fill(page: Page, **texts: str) -> None:
    for label, text in texts.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(text)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_meeting_is_added_moved_and_cancelled(page_of, body, javascript):
    page = page_of(Role.SECRETARIAT, javascript=javascript)
    page.goto("/bodies/")
    page.get_by_role("link", name="CB Group").click()
    page.get_by_role("link", name="Add a meeting").click()
    fill(page, Day="24", Month="March", Year="2033", Start_time="2pm", End_time="1pm")
    page.get_by_role("button", name="Add the meeting").click()
    expect(page.get_by_role("link", name="The meeting must end after it starts")).to_be_visible()
    fill(page, End_time="4pm")
    page.get_by_role("button", name="Add the meeting").click()
    expect(page.get_by_role("rowheader", name="24 March 2033, 2:00pm to 4:00pm")).to_be_visible()
    page.get_by_role("link", name="Change the meeting of 24 March 2033, 2:00pm").click()
    fill(page, Day="31")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("rowheader", name="31 March 2033, 2:00pm to 4:00pm")).to_be_visible()
    page.get_by_role("link", name="Cancel the meeting of 31 March 2033").click()
    page.get_by_role("button", name="Cancel the meeting").click()
    expect(page.get_by_text("Cancelled", exact=True)).to_be_visible()
    page.get_by_role("button", name="Restore the meeting of 31 March 2033").click()
    expect(page.get_by_text("The meeting is restored")).to_be_visible()


def test_a_member_gives_their_calendar_an_address_that_is_shown_once(page_of, body, client):
    officer = person(Role.OFFICER)
    BodyMemberFactory(body=body, user=officer)
    page = page_of(officer)
    page.goto(reverse("papers:body", kwargs={"slug": body.slug}))
    page.get_by_role("link", name="Put the meetings in your calendar").click()
    page.get_by_role("button", name="Make a calendar address").click()
    shown = page.get_by_label("Your calendar address").input_value()
    check_page(page)
    read = client.get(urlsplit(shown).path)
    assert Calendar.from_ical(read.content)["NAME"] == "CB Group"
    page.goto(reverse("papers:calendar_address", kwargs={"slug": body.slug}))
    expect(page.get_by_text("It cannot be shown again")).to_be_visible()
