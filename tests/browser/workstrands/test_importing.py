"""A shadow budget is imported from a file, taken away, and imported again, in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from cbtracker.accounts.permissions import Role
from rollout.workstrands.importing.columns import FIELDS
from rollout.workstrands.models import BudgetLine
from tests.browser.pages import check_page
from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.people import person
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory
from tests.integration.workstrands.budget_files import budget_csv, row

pytestmark = pytest.mark.django_db(transaction=True)


def send(page, content, how, name="budget.csv"):
    page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "text/csv", "buffer": content}])
    page.get_by_label(how).check()
    page.get_by_role("button", name="Continue").click()


def said():
    return list(BudgetLine.objects.order_by("pk").values_list(*FIELDS))


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_an_officer_mends_a_file_imports_it_and_imports_what_they_took_away(page_of, javascript):
    plan = OperationalPlanFactory(place=StrandPlaceFactory(name="Essex", slug="essex"))
    officer = person(Role.OFFICER)
    AuthorityMembershipFactory(user=officer, authority=plan.place.authority)
    page = page_of(officer, javascript=javascript)
    page.goto("/workstrands/places/essex/budget/")
    page.get_by_role("button", name="Import lines from a file").click()
    send(page, budget_csv(row(), row(year="1066"), row(amount="-1")), "Add the file’s lines to the budget")
    expect(page.get_by_role("row", name="3 year 1066/67 is outside the plan")).to_be_visible()
    expect(page.get_by_role("row", name="4 amount “-1” is negative")).to_be_visible()
    if javascript:
        check_page(page)
    send(page, budget_csv(row(note="=1+1"), row(amount="")), "Add the file’s lines to the budget")
    expect(page.get_by_text("2 lines: £1,234.56 and 1 amount not yet known").first).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Imported budget.csv: 2 lines added")).to_be_visible()
    before = said()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    taken = Path(download.value.path()).read_bytes()
    assert b"'=1+1" in taken
    page.get_by_role("button", name="Import lines from a file").click()
    send(page, taken, "Replace all lines of the budget")
    expect(page.get_by_text("2 lines to remove: all that are there now")).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("2 lines added and 2 lines removed")).to_be_visible()
    assert said() == before
