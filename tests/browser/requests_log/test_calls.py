"""A call from issue to answer in a real browser, with and without JavaScript."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from requests_log.models import Call, LoggedRequest, Return
from tests.browser.pages import check_page
from tests.integration.requests_log.calling import issued
from tests.integration.requests_log.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])


@pytest.fixture
def world(transactional_db) -> World:
    return make_world()


@pytest.fixture
def call(world) -> Call:
    """A call to every area that can still be answered."""
    now = timezone.now()
    return issued(world, now=now, due_on=timezone.localdate(now) + timedelta(days=9))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


@BOTH
def test_the_secretariat_issues_a_call(world, page_of, javascript):
    page = page_of(world.people["secretariat"], javascript=javascript)
    page.goto("/calls/")
    page.get_by_role("button", name="Issue a call").click()
    press(page, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("Enter what you ask")
    page.get_by_label("Title").fill("Barriers that are missing")
    page.get_by_label("What do you ask?").fill("Is anything missing?")
    page.get_by_role("radio", name="Areas").check()
    for place in ("Swindon", "Barnet"):
        page.get_by_role("checkbox", name=place).check()
    due_on = timezone.localdate() + timedelta(days=9)
    for part in ("day", "month", "year"):
        page.locator(f"[name=due_on_{part}]").fill(str(getattr(due_on, part)))
    press(page, "Continue")
    heading(page, "Check the call before you issue it")
    expect(page.get_by_text("2 areas: Swindon, Barnet")).to_be_visible()
    if javascript:
        check_page(page)
    press(page, "Change something")
    expect(page.get_by_label("What do you ask?")).to_have_value("Is anything missing?")
    press(page, "Continue")
    press(page, "Issue the call")
    heading(page, "Barriers that are missing")
    expect(page.get_by_text("None of the two areas asked replied.")).to_be_visible()
    assert Call.objects.get().addressees.count() == 2


@BOTH
def test_an_officer_answers_from_the_home_page_in_three_pages(world, call, page_of, javascript):
    page = page_of(world.people["officer"], javascript=javascript)
    page.goto("/")
    page.get_by_role("link", name=call.title).click()
    heading(page, "Answer for Swindon")
    page.get_by_role("radio", name="Nothing to add").check()
    press(page, "Continue")
    heading(page, "Check the answer of Swindon")
    press(page, "Send the answer")
    heading(page, call.title)
    expect(page.get_by_text("The answer of Swindon is sent")).to_be_visible()
    assert Return.objects.get().kind == "nil"


@BOTH
def test_an_officer_adds_several_requests_at_once(world, call, page_of, javascript):
    page = page_of(world.people["officer"], javascript=javascript)
    page.goto(f"/calls/{call.slug}/")
    page.get_by_role("button", name="Answer").click()
    page.get_by_role("radio", name="Additions").check()
    page.get_by_label("What do you need Whitehall to do?").fill("Line up European money")
    press(page, "Add another request")
    page.get_by_label("What do you need Whitehall to do?").nth(1).fill("Let schools pool")
    press(page, "Continue")
    heading(page, "Check the answer of Swindon")
    if javascript:
        check_page(page)
    press(page, "Send the answer")
    expect(page.get_by_role("link", name="CB-0001")).to_be_visible()
    assert list(LoggedRequest.objects.values_list("issue", flat=True)) == ["Line up European money", "Let schools pool"]


def test_enter_in_a_field_of_one_line_continues_and_adds_no_empty_request(world, call, page_of):
    page = page_of(world.people["officer"])
    page.goto(f"/calls/{call.slug}/answer/{call.addressees.get(area=world.swindon).pk}/")
    page.get_by_role("radio", name="Additions").check()
    page.get_by_label("What do you need Whitehall to do?").fill("Line up European money")
    page.get_by_label("Requests that are in the register already").press("Enter")
    heading(page, "Check the answer of Swindon")


def test_the_second_officer_sees_both_answers_and_puts_them_into_one(world, call, page_of):
    first, second = (page_of(world.people[who]) for who in ("officer", "secretariat"))
    address = f"/calls/{call.slug}/answer/{call.addressees.get(area=world.swindon).pk}/"
    for page in (first, second):
        page.goto(address)
        page.get_by_role("radio", name="A comment").check()
    first.get_by_label("Your comment").fill("Money is short.")
    press(first, "Continue")
    press(first, "Send the answer")
    second.get_by_label("Your comment").fill("They wrote to us too.")
    press(second, "Continue")
    heading(second, "Somebody has answered for Swindon already")
    check_page(second)
    press(second, "Put both texts in the form")
    expect(second.get_by_label("Your comment")).to_have_value("Money is short.\n\nThey wrote to us too.")
    press(second, "Save what I wrote")
    press(second, "Send the answer")
    heading(second, call.title)
    assert (Return.objects.get().text, Return.objects.get().version) == ("Money is short.\n\nThey wrote to us too.", 2)
