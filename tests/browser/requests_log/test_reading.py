"""The pages that read the register in a real browser: empty, full, wrong and with very long texts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from requests_log.models import LoggedRequest
from requests_log.services import (
    Words,
    declare_freedom,
    link_related,
    mark_addressed,
    save_view,
    say_persists,
    state_position,
    triage,
)
from requests_log.services.workstreams import (
    add_workshop,
    create_workstream,
    end_workstream_status,
    state_workstream,
)
from tests.browser.pages import check_page
from tests.integration.requests_log.world import World, accepted, make_world, raised

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Areas and their partners asked for a way to pool what they spend on the same families " * 40
UNBROKEN = "antidisestablishmentarianism" * 12
DOCUMENT = {
    "title": "Letter on data sharing",
    "issuer": "MoJ",
    "date": "2011-03-10",
    "recipients": "All areas",
    "link": "https://www.example.org/letter",
}


@pytest.fixture
def world() -> World:
    return make_world()


def _say(world: World, entry: LoggedRequest, department, version: int = 0, **words) -> None:
    words.setdefault("text", "The department has written to the area and waits for its answer.")
    state_position(
        entry, by=world.person("secretariat"), expected_version=version, department=department, words=Words(**words)
    )


def full_register(world: World) -> LoggedRequest:
    """Thirty requests; the one returned has all that a request can have."""
    now = timezone.now()
    secretary = world.person("secretariat")
    for number in range(28):
        accepted(world, issue=f"Let the area pool budget B{number} with its partners", now=now - timedelta(days=number))
    raised(world, issue=UNBROKEN)
    entry = accepted(world, world.dfe, world.moj, issue=LONG.strip()[:1500], now=now - timedelta(days=30))
    _say(
        world,
        entry,
        world.dfe,
        confidence="at_risk",
        next_step="Meet",
        next_step_owner="A Person",
        documents=[DOCUMENT],
    )
    _say(world, entry, world.moj, text=LONG)
    entry.refresh_from_db()
    _say(world, entry, world.moj, version=1, text="Not for areas yet.", audience="whitehall", confidence="off_track")
    entry.refresh_from_db()
    slipped = {"due_on": date(2011, 6, 1), "attention": "dg", "attention_reason": "Two departments disagree."}
    triage(entry, by=secretary, expected_version=entry.shared_version, reason="Counsel was asked.", **slipped)
    link_related(entry, by=secretary, to=LoggedRequest.objects.exclude(pk=entry.pk).first())
    declare_freedom(entry, by=secretary, expected_version=entry.shared_version, text="Any area may pool its grant.")
    mark_addressed(entry, by=secretary, expected_version=entry.shared_version, outcome="agreed", text=LONG[:400])
    say_persists(entry, by=world.person("officer"), text="The schools still may not take part.")
    save_view(by=secretary, name="At risk for DfE", query="department=DfE&confidence=at_risk", shared=True)
    return entry


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
