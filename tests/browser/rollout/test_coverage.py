"""Recording a step in a browser, with and without JavaScript: coverage and the map change on its day, not before."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cbtracker.accounts.permissions import Role
from tests.browser.pages import check_page
from tests.reference import reference_data

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_step_that_the_secretariat_records_counts_from_its_day(page_of, javascript):
    reference_data()
    page = page_of(Role.SECRETARIAT, javascript=javascript)
    page.goto("/coverage/authorities/devon/")
    page.get_by_role("button", name="Record a step").click()
    page.get_by_label("Nominated", exact=True).check()
    for part, typed in (("Day", "5"), ("Month", "September"), ("Year", "2011")):
        page.get_by_label(part, exact=True).fill(typed)
    page.get_by_role("button", name="Record the step").click()
    expect(page.get_by_text("Devon: nominated, since 5 September 2011.")).to_be_visible()
    for day, engaged, spoken in (("2011-09-04", 28, "not engaged yet"), ("2011-09-05", 29, "nominated")):
        page.goto(f"/coverage/?as_at={day}")
        expect(page.locator("h1")).to_have_text(f"Coverage ({engaged} of 152)")
        page.get_by_role("link", name="The same day on the map").click()
        expect(page.get_by_role("link", name=f"Devon: {spoken}", exact=True)).to_be_visible()


def test_the_chart_and_the_map_are_readable_at_every_width(page_of):
    reference_data()
    page = page_of(Role.PARTNER)
    for path in ("/coverage/?as_at=2011-04-01", "/coverage/map/?as_at=2011-04-01"):
        page.goto(path)
        check_page(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_days_of_the_chart_are_opened_by_keyboard_and_always_printed(page_of, javascript):
    reference_data()
    page = page_of(Role.PARTNER, javascript=javascript)
    page.goto("/coverage/?as_at=2011-04-01")
    day = page.get_by_role("cell", name="28", exact=True).and_(page.locator("details td"))
    expect(day).to_be_hidden()
    page.emulate_media(media="print")
    assert page.locator("details table").bounding_box()["height"] > 0
    page.emulate_media(media="screen")
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(day).to_be_visible()


def test_the_map_is_walked_with_the_keyboard(page_of):
    reference_data()
    page = page_of(Role.PARTNER)
    page.goto("/coverage/map/")
    page.locator(".cb-map").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "North Tyneside: not engaged yet"
    page.keyboard.press("Enter")
    page.wait_for_url("**/coverage/authorities/north-tyneside/")
