"""The timeline in a real browser: adding to it, and two who change the same thing, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cbtracker.accounts.permissions import Role
from rollout.models import TimelineEntry
from tests.browser.pages import check_page
from tests.reference import reference_data

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_secretariat_adds_an_event_and_everybody_finds_it_in_picture_and_table(page_of, javascript):
    reference_data()
    page = page_of(Role.SECRETARIAT, javascript=javascript)
    page.goto("/")
    page.get_by_role("link", name="Timeline").click()
    page.get_by_role("link", name="Add to the timeline").click()
    page.get_by_label("Title").fill("Workshop in Leeds")
    page.get_by_label("Event", exact=True).check()
    page.get_by_label("Part of the timeline").select_option("events")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter first day")
    expect(page.get_by_label("Title")).to_have_value("Workshop in Leeds")
    for part, typed in zip(("Day", "Month", "Year"), ("5", "October", "2011"), strict=True):
        page.get_by_role("group", name="First day").get_by_label(part).fill(typed)
    page.get_by_role("button", name="Save").click()
    reader = page_of(Role.PARTNER, javascript=javascript)
    reader.goto("/timeline/")
    expect(reader.locator("svg text", has_text="Workshop in Leeds: 5 October 2011")).to_have_count(1)
    expect(reader.get_by_role("row", name="Workshop in Leeds")).to_contain_text("5 October 2011")
    expect(reader.get_by_role("link", name="Add to the timeline")).to_have_count(0)


def test_of_two_who_change_an_entry_the_second_keeps_every_word_and_sees_both(page_of):
    reference_data()
    mine, theirs = page_of(Role.SECRETARIAT), page_of(Role.SECRETARIAT)
    for page in (mine, theirs):
        page.goto("/timeline/")
        page.get_by_role("link", name="Change LG Group annual conference").click()
    theirs.get_by_label("Title").fill("LG Group conference")
    theirs.get_by_role("button", name="Save").click()
    mine.get_by_label("Detail").fill("In Birmingham")
    mine.get_by_role("button", name="Save").click()
    check_page(mine)
    expect(mine.get_by_role("heading", level=1)).to_contain_text("Somebody else changed this")
    expect(mine.get_by_label("Detail")).to_have_value("In Birmingham")
    mine.get_by_role("button", name="Save what I wrote").click()
    kept = TimelineEntry.objects.get(key="lg-group-conference")
    assert (kept.detail, kept.title, kept.version) == ("In Birmingham", "LG Group annual conference", 3)
