"""The pages that read the register in a real browser: empty, full, wrong and with very long texts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from requests_log.services import (
    triage,
)
from requests_log.services.workstreams import (
    add_workshop,
    create_workstream,
    end_workstream_status,
    state_workstream,
)
from tests.browser.pages import check_page
from tests.browser.requests_log.registers import LONG, full_register
from tests.integration.requests_log.world import World, accepted, make_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> World:
    return make_world()


def test_the_list_is_accessible_empty_full_filtered_and_wrong(page_of, world, console):
    page = page_of(world.person("secretariat"))
    page.goto("/requests/")
    check_page(page)
    full_register(world)
    page.goto("/requests/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Requests (30)")
    check_page(page)
    page.goto("/requests/?department=DfE&status=in_hand&status=accepted&q=pool&due_from=1/1/2011&sort=due")
    check_page(page)
    page.goto("/requests/?due_from=yesterday&area=narnia&q=nothing-like-it")
    expect(page).to_have_title("Error: Requests – cbtracker")
    check_page(page)
    page.goto("/requests/?q=nothing-like-it")
    check_page(page)
    assert console == []


@pytest.mark.parametrize("role", ["secretariat", "champion", "officer"])
def test_a_request_with_everything_is_accessible_now_then_and_compared(page_of, world, role):
    entry = full_register(world)
    page = page_of(world.person(role))
    for address in ("", "?as_at=2011-01-01", f"?as_at={timezone.localdate() - timedelta(days=3)}", "?as_at=then"):
        page.goto(f"/requests/{entry.reference}/{address}")
        check_page(page)
    page.goto(f"/requests/{entry.reference}/revisions/?since=1&to=4")
    check_page(page)
    page.goto(f"/requests/{entry.reference}/revisions/?to=99")
    check_page(page)


def test_freedoms_and_saved_views_are_accessible(page_of, world):
    page = page_of(world.person("secretariat"))
    page.goto("/freedoms/")
    check_page(page)
    full_register(world)
    for address in ("/freedoms/", "/freedoms/?q=grant", "/freedoms/?q=zebra", "/requests/saved-views/"):
        page.goto(address)
        check_page(page)
    page.goto("/requests/?status=accepted")
    page.get_by_role("link", name="Save this view").click()
    check_page(page)
    page.get_by_role("button", name="Save view").click()
    expect(page).to_have_title("Error: Saved views – cbtracker")
    check_page(page)
    page.get_by_label("Name of the view").fill("Accepted ones")
    page.get_by_role("button", name="Save view").click()
    expect(page.get_by_text("The view “Accepted ones” is saved")).to_be_visible()


def test_workstreams_are_accessible_empty_full_and_wrong(page_of, world):
    secretary = world.person("secretariat")
    page = page_of(secretary)
    page.goto("/requests/workstreams/")
    check_page(page)
    workstream = create_workstream(by=secretary, name="Data sharing", description=LONG, body="A working group")
    page.goto(f"/requests/workstreams/{workstream.slug}/")
    check_page(page)
    end_workstream_status(state_workstream(workstream, by=secretary, text="Terms were agreed."), by=secretary)
    state_workstream(workstream, by=secretary, text=LONG)
    add_workshop(
        workstream, by=secretary, title="Sharing data early", held_on=date(2011, 3, 2), place="Leeds", note=LONG
    )
    entry = accepted(world)
    triage(
        entry,
        by=secretary,
        expected_version=entry.shared_version,
        timescale="workstream",
        workstream=workstream,
        due_on=None,
        reason="It goes with the others.",
    )
    for address in ("", f"{workstream.slug}/", "add/", f"{workstream.slug}/change/", f"{workstream.slug}/statuses/"):
        page.goto(f"/requests/workstreams/{address}")
        check_page(page)
    page.goto(f"/requests/workstreams/{workstream.slug}/workshops/")
    page.get_by_role("button", name="Add the workshop").click()
    expect(page).to_have_title("Error: Add a workshop – cbtracker")
    check_page(page)
