"""The three journeys that change requests, in a real browser, with and without JavaScript (DESIGN §1)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from requests_log.models import LoggedRequest, Status
from requests_log.services import Words, state_position
from tests.integration.requests_log.world import World, accepted, make_world, raised

pytestmark = pytest.mark.django_db(transaction=True)
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])


@pytest.fixture
def world(transactional_db) -> World:
    return make_world()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def again(entry: LoggedRequest) -> LoggedRequest:
    return LoggedRequest.objects.get(pk=entry.pk)


@BOTH
def test_an_officer_raises_a_request(world, page_of, javascript):
    page = page_of(world.people["officer"], javascript=javascript)
    page.goto("/requests/raise/")
    press(page, "Start now")
    press(page, "Continue")
    expect(page).to_have_title(re.compile("^Error: What do you need Whitehall to do"))
    page.get_by_role("link", name="Enter what you need Whitehall to do").click()
    page.get_by_label("What do you need Whitehall to do?").fill("Let schools pool funding")
    press(page, "Continue")
    page.goto("/requests/raise/")
    page.get_by_role("button", name="Continue").click()
    heading(page, "Is there anything else")
    press(page, "Continue")
    page.get_by_label("Help to pool or align").check()
    press(page, "Continue")
    page.get_by_label("Department DfE").check()
    press(page, "Continue")
    heading(page, "Check your answers")
    page.get_by_role("link", name="Change kind of help").click()
    page.get_by_label("Flexibility or derogation").check()
    press(page, "Continue")
    press(page, "Raise the request")
    heading(page, "Request raised")
    expect(page.get_by_text("CB-0001").first).to_be_visible()
    entry = LoggedRequest.objects.get()
    assert (entry.issue, entry.kind, entry.departments_label) == ("Let schools pool funding", "flexibility", "DfE")


@BOTH
def test_the_secretariat_triages_and_goes_on_to_the_next(world, page_of, javascript):
    first, second = raised(world), raised(world, issue="Another need")
    page = page_of(world.people["secretariat"], javascript=javascript)
    page.goto("/requests/untriaged/")
    page.get_by_role("link", name=first.reference).click()
    heading(page, f"Triage {first.reference}")
    press(page, "Save and next untriaged")
    expect(page.get_by_role("link", name="Enter at least one department, or “All”")).to_be_visible()
    page.get_by_label("Departments, the lead first").fill("MoJ, DfE")
    page.get_by_label("By a date").check()
    page.get_by_label("Day").fill("1")
    page.get_by_label("Month").fill("April")
    page.get_by_label("Year").fill("2011")
    press(page, "Save and next untriaged")
    heading(page, f"Triage {second.reference}")
    entry = again(first)
    assert (entry.status, entry.departments_label, entry.lead) == (Status.ACCEPTED, "MoJ, DfE", world.moj)


@BOTH
def test_a_champion_states_a_position_and_goes_on_to_the_next(world, page_of, javascript):
    first, second = accepted(world, issue="The first need"), accepted(world, issue="The second need")
    page = page_of(world.people["champion"], javascript=javascript)
    page.goto("/requests/yours/")
    page.get_by_role("link", name="The first need").click()
    page.get_by_label("Where it stands").fill("DfE is writing to schools")
    page.get_by_label("On track").check()
    press(page, "Save and next")
    heading(page, f"Where does {second.reference} stand?")
    expect(page.get_by_text("Position saved")).to_be_visible()
    assert (again(first).position_text, again(first).confidence) == ("DfE is writing to schools", "on_track")
    page.goto(f"/requests/{first.reference}/position/")
    press(page, "No change – confirm today")
    expect(page.get_by_text("Confirmed: no change as of today")).to_be_visible()
    assert again(first).revisions.last().action == "confirmed"


def test_a_champion_needs_no_mouse(world, page_of):
    entry = accepted(world, issue="The first need")
    page = page_of(world.people["champion"])
    page.goto("/requests/yours/")
    tab_to(page, "The first need")
    page.keyboard.press("Enter")
    heading(page, "Where does")
    tab_to(page, "")
    while page.evaluate("document.activeElement.name") != "text":
        page.keyboard.press("Tab")
    page.keyboard.type("Said without a mouse")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    while page.evaluate("document.activeElement.textContent.trim()") != "Save":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Position saved")).to_be_visible()
    assert (again(entry).position_text, again(entry).confidence) == ("Said without a mouse", "on_track")


def tab_to(page: Page, text: str) -> None:
    """Press Tab until what has the focus says `text`."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if text in page.evaluate("document.activeElement.textContent"):
            return
    raise AssertionError(f"“{text}” cannot be reached with Tab")


@BOTH
def test_the_second_of_two_champions_puts_both_texts_into_one(world, page_of, javascript):
    entry = accepted(world)
    page = page_of(world.people["champion"], javascript=javascript)
    page.goto(f"/requests/{entry.reference}/position/")
    page.get_by_label("Where it stands").fill("The letter will be sent on Friday")
    page.get_by_label("Next step", exact=False).first.fill("Ask the minister")
    current = again(entry)
    state_position(
        current,
        by=world.people["secretariat"],
        expected_version=current.position_version,
        words=Words(text="The letter was sent on Monday"),
    )
    press(page, "Save")
    heading(page, f"{entry.reference} changed while you were writing")
    expect(page.locator("del")).to_contain_text(["was", "Monday"])
    expect(page.get_by_label("Where it stands")).to_have_value("The letter will be sent on Friday")
    press(page, "Put both texts in the form")
    both = "The letter was sent on Monday\n\nThe letter will be sent on Friday"
    expect(page.get_by_label("Where it stands")).to_have_value(both)
    page.get_by_label("Where it stands").fill("The letter was sent on Monday, not on Friday")
    press(page, "Save what I wrote")
    expect(page.get_by_text("Position saved")).to_be_visible()
    entry = again(entry)
    assert entry.position_text == "The letter was sent on Monday, not on Friday"
    assert entry.record["position"]["next_step"] == "Ask the minister"


@BOTH
def test_the_secretariat_changes_a_selection(world, page_of, javascript):
    one, two = accepted(world), accepted(world, issue="Another need")
    page = page_of(world.people["secretariat"], javascript=javascript)
    page.goto("/requests/")
    for entry in (one, two):
        page.get_by_label(f"Select {entry.reference}").check()
    press(page, "Change the selected requests")
    heading(page, "Change several requests")
    page.get_by_label("After April").check()
    page.get_by_label("Reason for the change").fill("The group decided so")
    press(page, "See what would change")
    heading(page, "Check what changes in 2 requests")
    press(page, "Change 2 requests")
    heading(page, "Bulk change of")
    page.get_by_role("link", name="Reverse it as a whole").click()
    page.get_by_label("Why is it reversed?").fill("A mistake")
    press(page, "Reverse it")
    heading(page, "Reversal of")
    assert {again(one).timescale, again(two).timescale} == {"by_date"}
