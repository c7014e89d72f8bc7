"""A secretary imports a file in a real browser, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from cbtracker.accounts.permissions import Role
from requests_log.models import LoggedRequest
from tests.browser.pages import check_page
from tests.integration.requests_log.import_files import COURTS, FIVE, SCHOOLS, changed, csv_file
from tests.reference import reference_data

pytestmark = pytest.mark.django_db(transaction=True)


def upload(page: Page, content: bytes) -> None:
    page.goto("/requests/import/")
    file = {"name": "requests.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Continue").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_is_checked_mended_previewed_and_imported(page_of, javascript):
    reference_data()
    page = page_of(Role.SECRETARIAT, javascript=javascript)
    upload(page, csv_file(changed(SCHOOLS, areas="Swindom"), changed(COURTS, section="done")))
    expect(page).to_have_title(re.compile("^Error: Import requests"))
    expect(page.get_by_role("cell", name="Nearest known: Swindon")).to_be_visible()
    upload(page, csv_file(*FIVE))
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what will be imported")
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("Imported requests.csv: 5 created, 0 changed")).to_be_visible()
    assert LoggedRequest.objects.count() == 5


def test_the_pages_of_the_import_are_accessible_at_every_width(page_of, console):
    reference_data()
    page = page_of(Role.SECRETARIAT)
    page.goto("/requests/import/")
    check_page(page)
    upload(page, csv_file(changed(SCHOOLS, areas="Swindom " * 30), changed(COURTS, section="done", issue="")))
    check_page(page)
    upload(page, csv_file(*FIVE))
    check_page(page)
    page.get_by_role("button", name="Import").click()
    upload(page, csv_file(changed(SCHOOLS, position="Decided. " * 50, section="later"), *FIVE[1:]))
    check_page(page)
    assert console == []
