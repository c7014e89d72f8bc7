"""Every component, at three widths, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.pages import (
    AXE_SOURCE,
    COLOURS_ARE_READ_ONCE,
    WIDTHS,
    check_page,
    faults_of_accessibility,
    faults_of_page,
    width_in_turn,
    with_colours_that_keep_their_parts,
)

pytestmark = pytest.mark.urls("tests.browser.sink.urls")

PAGES = [
    "form/",
    "form/?long",
    "list/",
    "list/?empty",
    "list/?long",
    "list/?sort=issue",
    "parts/",
    "parts/?long",
    "bare/",
    "missing/",
    "denied/",
    "broken/",
]


@pytest.mark.parametrize("path", PAGES)
def test_page_of_components_has_no_fault_at_any_width(live_server: Any, page: Page, path: str) -> None:
    page.goto(f"{live_server.url}/sink/{path}")
    check_page(page, axe_at=WIDTHS)


def test_form_sent_empty_names_every_fault_and_links_to_its_input(live_server: Any, page: Page) -> None:
    page.goto(f"{live_server.url}/sink/form/")
    page.get_by_label("Issue").fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_title("Error: State a position – cbtracker")
    check_page(page)
    page.get_by_role("link", name="Select kind of request").click()
    expect(page.get_by_label("Flexibility")).to_be_focused()


def test_scripts_run_under_the_content_security_policy(live_server: Any, page: Page, console: list[str]) -> None:
    page.goto(f"{live_server.url}/sink/form/")
    expect(page.get_by_text("You have 486 characters remaining").first).to_be_visible()
    page.goto(f"{live_server.url}/sink/list/")
    assert console == []


def test_filters_wait_behind_a_button_on_a_small_screen_and_stand_open_on_a_wide_one(
    live_server: Any, page: Page
) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{live_server.url}/sink/list/")
    expect(page.get_by_label("Search")).to_be_hidden()
    page.get_by_role("button", name="Show filters").click()
    expect(page.get_by_label("Search")).to_be_visible()
    check_page(page, widths=(320,))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/sink/list/")
    expect(page.get_by_label("Search")).to_be_visible()


def test_question_that_belongs_to_an_answer_shows_when_it_is_chosen(live_server: Any, page: Page, no_js: Page) -> None:
    page.goto(f"{live_server.url}/sink/form/")
    other = page.get_by_label("Which other rule")
    expect(other).to_be_hidden()
    page.get_by_label("Help to pool or align").check()
    expect(other).to_be_visible()
    check_page(page)
    page.get_by_label("Flexibility").check()
    expect(other).to_be_hidden()
    no_js.goto(f"{live_server.url}/sink/form/")
    expect(no_js.get_by_label("Which other rule")).to_be_visible()


def test_pages_work_without_scripts(page_of: Any) -> None:
    page = page_of("secretariat", javascript=False)
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto("/sink/list/")
    expect(page.get_by_label("Search")).to_be_visible()
    expect(page.get_by_role("navigation", name="Main").get_by_role("link").first).to_be_visible()


def test_person_signed_in_sees_their_name_and_can_sign_out(page_of: Any) -> None:
    page = page_of("secretariat")
    page.goto("/sink/list/")
    expect(page.get_by_text("Signed in as")).to_be_attached()
    check_page(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_title("Sign in – cbtracker")


def test_page_sent_has_no_inline_style_or_script(live_server: Any, no_js: Page) -> None:
    for path in PAGES:
        no_js.goto(f"{live_server.url}/sink/{path}")
        assert faults_of_page(no_js) == []


def test_checker_sees_what_is_wrong(page: Page) -> None:
    pale = '<p style="color:#bbb">Pale</p>'
    page.set_content(f'<p style="width:5000px">x</p><input><img src="data:,">{pale}')
    faults = "\n".join(faults_of_page(page) + faults_of_accessibility(page))
    ours = ("no label", "inline", "one h1", "title is empty", "lang is", "sideways")
    for part in (*ours, "image-alt", "color-contrast"):
        assert part in faults


COLOURS = ["red", "#0b0c0c", "rgb(29, 112, 184)", "rgba(255, 221, 0, 0.3)", "transparent", "oklch(0.6 0.1 200)", "red"]
READ = """(colours) => colours.map((text) => {
    const colour = new axe.commons.color.Color().parseString(text)
    const grey = new axe.commons.color.Color(colour).setSaturation(0.5).setLuminosity(0.2)
    return [colour, grey].map(one => [one.toJSON(), one.toHexString(), one.r, one.g, one.b, one.getRelativeLuminance()])
})"""


def test_a_colour_that_is_read_once_and_keeps_its_parts_is_the_colour_that_axe_reads(page: Page) -> None:
    page.evaluate(AXE_SOURCE)
    as_axe_does = page.evaluate(READ, COLOURS)
    assert len({str(colour) for colour in as_axe_does}) == len(set(COLOURS))
    page.evaluate(with_colours_that_keep_their_parts(AXE_SOURCE))
    assert page.evaluate(READ, COLOURS) == as_axe_does
    page.evaluate(COLOURS_ARE_READ_ONCE)
    assert page.evaluate(READ, COLOURS) == as_axe_does
    for _ in range(2):
        with pytest.raises(Error, match="Unable to parse color"):
            page.evaluate(READ, ["no colour"])


def test_an_axe_that_keeps_its_colours_otherwise_is_noticed() -> None:
    with pytest.raises(AssertionError, match="in another way"):
        with_colours_that_keep_their_parts("axe = {}")


def test_pages_of_a_journey_are_read_at_one_width_in_turn_and_where_asked_at_all(monkeypatch) -> None:
    monkeypatch.delenv("EVERY_WIDTH", raising=False)
    turns = [width_in_turn("a test", number) for number in range(3)]
    assert sorted(width for turn in turns for width in turn) == sorted(WIDTHS)
    assert turns == [width_in_turn("a test", number) for number in range(3)]
    assert {width_in_turn(f"test {number}", 0) for number in range(9)} == {(width,) for width in WIDTHS}
    monkeypatch.setenv("EVERY_WIDTH", "1")
    assert width_in_turn("a test", 0) == WIDTHS
