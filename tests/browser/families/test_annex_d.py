"""Annex D in a real browser: its comments, which come last, stand in sight on every width of screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.reference import reference_data

pytestmark = pytest.mark.django_db(transaction=True)
OUTSIDE = "[...document.querySelectorAll('.cb-table')].filter(table => table.scrollWidth > table.clientWidth).length"


def test_the_comments_of_annex_d_stand_in_sight_and_only_a_card_leaves_a_blank_out(page_of):
    reference_data()
    page = page_of("secretariat")
    page.goto("/families/annex-d/")
    blank = page.locator(".cb-annex-d tr", has_text="Birmingham").locator("td[data-label='To be supported in 2011/12']")
    for width, is_table in ((320, False), (768, False), (1024, False), (1152, True), (1280, True)):
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.get_by_text("Nothing is counted twice.")).to_be_visible()
        assert page.evaluate(OUTSIDE) == 0
        expect(blank).to_be_visible(visible=is_table)
