"""An officer proposes a neighbourhood, and both sides sign by the links in their emails (F003 Annex A).

With JavaScript and without it.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from areas.models import Authority
from cbtracker.accounts.permissions import Role
from cbtracker.outbox.delivery import deliver_due
from rollout.workstrands.models import OutlineProposal
from tests.browser.pages import check_where_scripts_run, each
from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.people import person
from tests.factories.workstrands import ProspectusFactory, WorkstrandFactory
from tests.mail_server import smtp_server
from tests.reference import reference_data

pytestmark = pytest.mark.django_db(transaction=True)
SIGNS = "/workstrands/outlines/sign/"


@pytest.fixture
def mailbox(settings: Any) -> Any:
    """Where emails arrive."""
    with smtp_server(settings) as box:
        yield box


def press(page: Page, name: str) -> None:
    """Press the button of this name."""
    page.get_by_role("button", name=name, exact=True).click()


def answer_by_criterion(page: Page, heading: str, questions: int) -> None:
    """Each of the `questions` on the page has an answer."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    for number, box in enumerate(each(page.locator("main textarea"), questions), start=1):
        box.fill(f"{heading}: answer {number}")
    press(page, "Save and continue")


def begin(page: Page) -> None:
    """From the page of the strand; a neighbourhood without a name is asked for it."""
    page.goto("/workstrands/3/")
    press(page, "Propose a place")
    press(page, "Start now")
    expect(page.get_by_role("alert").get_by_text("Enter the name of the neighbourhood")).to_be_visible()
    check_where_scripts_run(page)
    page.get_by_label("What is the neighbourhood called?").fill("Castle Ward")
    press(page, "Start now")


def answer(page: Page) -> None:
    """The five pages, each of which leads to the next, and the check of them all."""
    page.get_by_role("link", name="The neighbourhood", exact=True).click()
    page.get_by_label("Where does its boundary run?").fill("From the ring road to the river")
    page.get_by_label("Which organisation could hold the budget?").fill("Castle Ward Trust")
    press(page, "Save and continue")
    answer_by_criterion(page, "How the neighbourhood is suited", 2)
    check_where_scripts_run(page)
    answer_by_criterion(page, "How the authority is suited", 4)
    page.get_by_label("How would you take it forward?").fill("With one team of residents and officers")
    press(page, "Save and continue")
    page.get_by_label("Full name").fill("Jo Clerk")
    page.get_by_label("Email address").fill("jo@example.org")
    press(page, "Save and continue")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    expect(page.get_by_text("How the authority is suited: answer 4")).to_be_visible()
    check_where_scripts_run(page)
    press(page, "Continue to sign-off")


def link_in(mailbox: Any, address: str, server: str) -> str:
    """The link in the email to `address`, at the live server."""
    deliver_due(now=timezone.now())
    [found] = [one for one in mailbox.messages if one["To"] == address]
    text = found.get_payload()[0].get_payload(decode=True).decode()
    [line] = [line for line in text.splitlines() if SIGNS in line]
    return server + SIGNS + line.split(SIGNS)[1].strip()


def have_it_signed(page: Page, stranger: Page, mailbox: Any, server: str, party: str, address: str) -> None:
    """Ask somebody, who follows the link of their email and signs without an account."""
    page.get_by_role("link", name=f"Sign-off for {party}", exact=True).click()
    page.get_by_label("Full name").fill(f"Lee of {party}")
    if party == "Devon":
        page.get_by_label("Chief executive").check()
    else:
        page.get_by_label("What they are in the organisation").fill("Chair")
    page.get_by_label("Email address").fill(address)
    press(page, "Ask for sign-off")
    stranger.goto(link_in(mailbox, address, server))
    expect(stranger.get_by_text("From the ring road to the river")).to_be_visible()
    stranger.get_by_role("checkbox").check()
    press(stranger, "Sign")
    expect(stranger.get_by_role("heading", name="You have signed")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_an_officer_proposes_a_neighbourhood_that_both_sides_sign(page_of, no_js, mailbox, live_server, javascript):
    reference_data()
    ProspectusFactory(strand=WorkstrandFactory(number=3))
    officer = person(Role.OFFICER, full_name="Olu Officer")
    AuthorityMembershipFactory(user=officer, authority=Authority.objects.get(slug="devon"))
    page = page_of(officer, javascript=javascript)
    begin(page)
    answer(page)
    for party, address in (("Devon", "chief@devon.example.org"), ("Castle Ward Trust", "chair@castle.example.org")):
        have_it_signed(page, no_js, mailbox, live_server.url, party, address)
    page.reload()
    page.get_by_role("link", name="Submit the outline proposal").click()
    press(page, "Submit the outline proposal")
    expect(page.get_by_role("heading", name="Outline proposal submitted")).to_be_visible()
    check_where_scripts_run(page)
    made = OutlineProposal.objects.get()
    assert (made.submitted_by, made.place_name) == (officer, "Castle Ward")
    assert made.sign_offs.filter(signed_at__isnull=False).count() == 2
    assert made.answers.count() == 6
