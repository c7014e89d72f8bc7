"""A reader of the register in a real browser, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.requests_log.registers import full_register
from tests.integration.requests_log.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_reader_filters_sorts_turns_the_page_and_opens_a_request(page_of, world, javascript):
    full_register(world)
    page = page_of(world.person("partner"), javascript=javascript)
    page.goto("/requests/")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("link", name="Previous")).to_be_visible()
    page.goto("/requests/")
    page.get_by_label("Search", exact=True).fill("budget B27")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Requests (1)")
    page.get_by_role("link", name="Let the area pool budget B27 with its partners").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Let the area pool budget B27 with its partners")
