"""Every component, at three widths, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import check_page

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
    check_page(page)


def test_form_sent_empty_names_every_fault_and_links_to_its_input(live_server: Any, page: Page) -> None:
    page.goto(f"{live_server.url}/sink/form/")
    page.get_by_label("Issue").fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.title() == "Error: State a position – cbtracker"
    check_page(page)
    page.get_by_role("link", name="Select kind of request").click()
    expect(page.get_by_label("Flexibility")).to_be_focused()
