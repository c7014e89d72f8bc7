"""Pages about places in a real browser: at three widths, with the keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from areas.models import Area, Authority, AuthorityMembership, LocalityLead, Resource
from cbtracker.accounts.permissions import Role
from tests.browser.pages import check_page
from tests.factories.people import person
from tests.factories.place_register import register_of_place
from tests.factories.places import START
from tests.reference import reference_data

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def swindon(db):
    """Swindon with requests, resources and a handover."""
    reference_data()
    area = Area.objects.get(slug="swindon")
    authority = Authority.objects.get(slug="swindon")
    before = person(Role.LOCALITY_LEAD, full_name="Ann Before")
    LocalityLead.objects.create(
        user=before, authority=authority, from_on=START, to_on="2011-05-01", handover_note="Ask about assessments."
    )
    LocalityLead.objects.create(user=person(Role.LOCALITY_LEAD), authority=authority, from_on="2011-05-01")
    rows = [("Council", "pooled", 12_500_00), ("Jobcentre Plus", "in_kind", None), ("Police", "aligned", 0)]
    for contributor, manner, amount in rows:
        Resource.objects.create(
            area=area, year=2011, contributor=contributor, manner=manner, amount_pence=amount, other_stream="Staff"
        )
    register_of_place(area)
    return area


@pytest.fixture
def officer(swindon):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=Authority.objects.get(slug="swindon"), from_on=START)
    return user


def test_the_map_is_walked_with_the_keyboard(swindon, page_of):
    page = page_of(Role.PARTNER)
    page.goto("/areas/map/")
    page.locator(".cb-map").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("North Tyneside")
    page.keyboard.press("Enter")
    page.wait_for_url("**/authorities/north-tyneside/")


@pytest.mark.parametrize("javascript", [True, False])
def test_an_officer_changes_a_resource_and_the_loser_of_a_simultaneous_change_sees_both(
    swindon, officer, page_of, javascript
):
    mine, theirs = page_of(officer, javascript=javascript), page_of(Role.SECRETARIAT, javascript=javascript)
    for page in (mine, theirs):
        page.goto("/areas/swindon/")
        page.get_by_role("link", name="Change what Jobcentre Plus brings in 2011 to 2012").click()
    theirs.get_by_label("Amount").fill("40,000")
    theirs.get_by_role("button", name="Save").click()
    expect(theirs.locator("main")).to_contain_text("£40,000")
    mine.get_by_label("Amount").fill("55,000")
    mine.get_by_label("Note").fill("Agreed on the telephone")
    mine.get_by_role("button", name="Save").click()
    if javascript:  # axe waits for timers, which stand still without scripts
        check_page(mine)
    for amount in ("£40,000", "£55,000"):
        expect(mine.locator(".cb-compare").first).to_contain_text(amount)
    expect(mine.get_by_label("Note")).to_have_value("Agreed on the telephone")
    mine.get_by_role("button", name="Save what I wrote").click()
    expect(mine.locator("main")).to_contain_text("£55,000")
    kept = Resource.objects.get(contributor="Jobcentre Plus")
    assert (kept.amount_pence, kept.version) == (55_000_00, 3)


def test_what_is_wrong_in_the_form_is_said_and_nothing_typed_is_lost(swindon, officer, page_of):
    page = page_of(officer)
    page.goto("/areas/swindon/resources/add/")
    page.get_by_label("Amount").fill("a lot")
    page.get_by_role("button", name="Save").click()
    check_page(page)
    expect(page.get_by_label("Amount")).to_have_value("a lot")
    expect(page.get_by_role("alert")).to_contain_text("Amount must be in pounds")


def test_a_resource_is_removed_after_a_question(swindon, officer, page_of):
    page = page_of(officer)
    page.goto("/areas/swindon/")
    page.get_by_role("link", name="Change what Police brings in 2011 to 2012").click()
    page.get_by_role("link", name="Remove this resource").click()
    check_page(page)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("alert")).to_contain_text("Resource removed")
    assert not Resource.objects.filter(contributor="Police").exists()
