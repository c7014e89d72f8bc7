"""A proposal in a real browser: the area enters it, a champion clarifies it, the secretariat confirms it."""

from __future__ import annotations

import pytest

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


def drawn(page, words):
    """Whether the picture holds `words`, and the table of the same numbers a row that says as much."""
    label, number = words.rsplit(": ", 1)
    in_picture = page.locator(".cb-chart svg text", has_text=words).count() > 0
    in_table = number in page.get_by_role("row", name=label).inner_text()
    return in_picture and in_table


def clarify(champion):
    """Say that the proposal is of a different group and incremental: the words, for the figures are not theirs."""
    champion.goto("/families/proposals/")
    champion.get_by_role("link", name="Kent", exact=True).click()
    assert champion.get_by_role("button", name="Change the proposal").count() == 0
    champion.get_by_role("button", name="Clarify the words").click()
    assert champion.get_by_label(LOWEST).count() == 0
    champion.get_by_label("A different group").check()
    champion.get_by_label("Is support rolled out step by step?").select_option("Incremental from 2012/13")
    champion.get_by_role("button", name="Save").click()
    assert "The proposal covers a different group" in champion.locator("#difference").inner_text()
    assert "It is incremental from 2012/13." in champion.locator("#difference").inner_text()
    assert champion.get_by_role("button", name="Confirm as it stands").count() == 0


@pytest.mark.parametrize("javascript", [True, False])
def test_an_officer_proposes_a_champion_clarifies_and_the_secretariat_confirms(page_of, officer, javascript):
    page = page_of(officer, javascript=javascript)
    page.goto("/")
    page.get_by_role("link", name="Your proposal for Kent").click()
    assert drawn(page, "Estimate, families with multiple problems: 2,540 – 2,580")
    assert drawn(page, "Proposal, Spending Review period: no number")
    page.get_by_role("button", name="Change the proposal").click()
    page.get_by_label(LOWEST).fill("350")
    page.get_by_label(HIGHEST).fill("320")
    page.get_by_role("button", name="Save").click()
    assert "must be the same as the lowest or more" in page.get_by_role("alert").inner_text()
    if javascript:
        check_page(page)
    page.get_by_label(HIGHEST).fill("1,400")
    page.get_by_role("button", name="Save").click()
    assert drawn(page, "Proposal, Spending Review period: 350 – 1,400")
    assert "has not been said" in page.locator("#difference").inner_text()

    clarify(page_of(Role.CHAMPION, javascript=javascript))

    secretary = page_of(Role.SECRETARIAT, javascript=javascript)
    secretary.goto(ADDRESS)
    secretary.get_by_role("button", name="Confirm as it stands").click()
    assert "The proposal of Kent is confirmed" in secretary.locator("main").inner_text()
    assert drawn(secretary, "Proposal, Spending Review period: 350 – 1,400")
    if javascript:
        check_page(secretary)
    assert list(ProposalRevision.objects.filter(proposal__area__slug="kent").values_list("action", flat=True)) == [
        "entered",
        "entered",
        "clarified",
        "confirmed",
    ]
    page.goto(ADDRESS)
    assert page.get_by_role("button", name="Change the proposal").count() == 0
    page.goto(f"{ADDRESS}?as_at=2011-03-22")
    assert drawn(page, "Proposal, Spending Review period: no number")


def test_of_two_officers_the_second_keeps_every_word_and_sees_both(page_of, officer):
    mine, theirs = page_of(officer), page_of(officer)
    for page in (mine, theirs):
        page.goto(f"{ADDRESS}enter/")
    theirs.get_by_label(LOWEST).fill("300")
    theirs.get_by_label(HIGHEST).fill("300")
    theirs.get_by_role("button", name="Save").click()
    mine.get_by_label("Basis of the numbers").fill("Families known to three services")
    mine.get_by_role("button", name="Save").click()
    assert "Somebody else changed this proposal" in mine.get_by_role("heading", level=1).inner_text()
    check_page(mine, axe_at=(320, 768, 1280))
    assert mine.get_by_label("Basis of the numbers").input_value() == "Families known to three services"
    mine.get_by_label(LOWEST).fill("300")
    mine.get_by_label(HIGHEST).fill("300")
    mine.get_by_role("button", name="Save what I wrote").click()
    said = ProposalRevision.objects.filter(proposal__area__slug="kent").order_by("version").last()
    assert (said.version, said.period_high, said.basis) == (3, 300, "Families known to three services")
