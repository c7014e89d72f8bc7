"""A proposal in a real browser: the area enters it, a champion clarifies it, the secretariat confirms it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from areas.models import Area, AuthorityMembership
from cbtracker.accounts.permissions import Role
from families.models import ProposalRevision
from tests.browser.pages import check_page
from tests.factories.people import person
from tests.factories.places import START
from tests.reference import reference_data

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/families/proposals/kent/"
LOWEST, HIGHEST = "Spending Review period: lowest number", "Spending Review period: highest number"


@pytest.fixture
def officer():
    """An officer of Kent, whose proposal for the Spending Review period Annex D leaves blank."""
    reference_data()
    user = person(Role.OFFICER)
    authority = Area.objects.get(slug="kent").members.get().authority
    AuthorityMembership.objects.create(user=user, authority=authority, from_on=START)
    return user


def check_drawn(page, words):
    """The picture holds `words`, and the table of the same numbers a row that says as much."""
    label, number = words.rsplit(": ", 1)
    expect(page.locator(".cb-chart svg text", has_text=words).first).to_be_attached()
    expect(page.get_by_role("row", name=label)).to_contain_text(number)


def clarify(champion):
    """Say that the proposal is of a different group and incremental: the words, for the figures are not theirs."""
    champion.goto("/families/proposals/")
    champion.get_by_role("link", name="Kent", exact=True).click()
    expect(champion.get_by_role("button", name="Change the proposal")).to_have_count(0)
    champion.get_by_role("button", name="Clarify the words").click()
    expect(champion.get_by_label(LOWEST)).to_have_count(0)
    champion.get_by_label("A different group").check()
    champion.get_by_label("Is support rolled out step by step?").select_option("Incremental from 2012/13")
    champion.get_by_role("button", name="Save").click()
    expect(champion.locator("#difference")).to_contain_text("The proposal covers a different group")
    expect(champion.locator("#difference")).to_contain_text("It is incremental from 2012/13.")
    expect(champion.get_by_role("button", name="Confirm as it stands")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False])
def test_an_officer_proposes_a_champion_clarifies_and_the_secretariat_confirms(page_of, officer, javascript):
    page = page_of(officer, javascript=javascript)
    page.goto("/")
    page.get_by_role("link", name="Your proposal for Kent").click()
    check_drawn(page, "Estimate, families with multiple problems: 2,540 – 2,580")
    check_drawn(page, "Proposal, Spending Review period: no number")
    page.get_by_role("button", name="Change the proposal").click()
    page.get_by_label(LOWEST).fill("350")
    page.get_by_label(HIGHEST).fill("320")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("must be the same as the lowest or more")
    if javascript:
        check_page(page)
    page.get_by_label(HIGHEST).fill("1,400")
    page.get_by_role("button", name="Save").click()
    check_drawn(page, "Proposal, Spending Review period: 350 – 1,400")
    expect(page.locator("#difference")).to_contain_text("has not been said")

    clarify(page_of(Role.CHAMPION, javascript=javascript))

    secretary = page_of(Role.SECRETARIAT, javascript=javascript)
    secretary.goto(ADDRESS)
    secretary.get_by_role("button", name="Confirm as it stands").click()
    expect(secretary.locator("main")).to_contain_text("The proposal of Kent is confirmed")
    check_drawn(secretary, "Proposal, Spending Review period: 350 – 1,400")
    if javascript:
        check_page(secretary)
    assert list(ProposalRevision.objects.filter(proposal__area__slug="kent").values_list("action", flat=True)) == [
        "entered",
        "entered",
        "clarified",
        "confirmed",
    ]
    page.goto(ADDRESS)
    expect(page.get_by_role("button", name="Change the proposal")).to_have_count(0)
    page.goto(f"{ADDRESS}?as_at=2011-03-22")
    check_drawn(page, "Proposal, Spending Review period: no number")


def test_of_two_officers_the_second_keeps_every_word_and_sees_both(page_of, officer):
    mine, theirs = page_of(officer), page_of(officer)
    for page in (mine, theirs):
        page.goto(f"{ADDRESS}enter/")
    theirs.get_by_label(LOWEST).fill("300")
    theirs.get_by_label(HIGHEST).fill("300")
    theirs.get_by_role("button", name="Save").click()
    mine.get_by_label("Basis of the numbers").fill("Families known to three services")
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("heading", level=1)).to_contain_text("Somebody else changed this proposal")
    check_page(mine, axe_at=(320, 768, 1280))
    expect(mine.get_by_label("Basis of the numbers")).to_have_value("Families known to three services")
    mine.get_by_label(LOWEST).fill("300")
    mine.get_by_label(HIGHEST).fill("300")
    mine.get_by_role("button", name="Save what I wrote").click()
    said = ProposalRevision.objects.filter(proposal__area__slug="kent").order_by("version").last()
    assert (said.version, said.period_high, said.basis) == (3, 300, "Families known to three services")
