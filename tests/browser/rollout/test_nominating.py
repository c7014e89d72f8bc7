"""Nominating a pair of authorities from beginning to end, as all who have a part in it do it in a browser.

With JavaScript, without it, and by an officer who has nothing but a keyboard (DESIGN §7).
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from areas.models import Authority
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.outbox.delivery import deliver_due
from rollout.models import Nomination
from tests.browser.pages import check_page, each
from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.people import PASSWORD, person
from tests.mail_server import smtp_server
from tests.reference import reference_data

pytestmark = pytest.mark.django_db(transaction=True)

MOST_TABS = 80
SIGNERS = {"Devon": "devon.leader@example.org", "Torbay": "torbay.chief@example.org"}


class Mouse:
    """Points at what it means."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, name: str) -> None:
        """Press the button or follow the link of this name."""
        self.named(name).click()

    def named(self, name: str) -> Locator:
        """The button or link."""
        button = self.page.get_by_role("button", name=name, exact=True)
        return button.or_(self.page.get_by_role("link", name=name, exact=True)).first

    def fill(self, label: str, text: str) -> None:
        """Type into a field, in the place of what is there."""
        self.page.get_by_label(label, exact=True).first.fill(text)

    def tick(self, label: str) -> None:
        """Select a checkbox or a radio button."""
        self.page.get_by_label(label, exact=True).first.check()

    def unfold(self, title: str) -> None:
        """Open what is folded away."""
        self.page.locator("summary", has_text=title).click()


class Keyboard(Mouse):
    """Reaches everything by Tab, and does nothing that a keyboard cannot."""

    def reach(self, wanted: Locator) -> None:
        """Tab until the focus is on `wanted`: from where it is to the end of the page, and round once."""
        element = wanted.element_handle()
        for _ in range(MOST_TABS):
            if self.page.evaluate("wanted => document.activeElement === wanted", element):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no keyboard reaches {wanted}")

    def press(self, name: str) -> None:
        self.reach(self.named(name))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fill(self, label: str, text: str) -> None:
        self.reach(self.page.get_by_label(label, exact=True).first)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tick(self, label: str) -> None:
        wanted = self.page.get_by_label(label, exact=True).first
        if wanted.get_attribute("type") == "radio":
            # Tab leads to the first of a group; arrows lead on and select.
            first = self.page.locator(f"input[name='{wanted.get_attribute('name')}']").first
            self.reach(first)
            self.page.keyboard.press("Space")
            while not wanted.is_checked():
                self.page.keyboard.press("ArrowDown")
            return
        self.reach(wanted)
        self.page.keyboard.press("Space")

    def unfold(self, title: str) -> None:
        self.reach(self.page.locator("summary", has_text=title))
        self.page.keyboard.press("Enter")


def devon_officer() -> User:
    """An officer of Devon, who signs in with a password."""
    officer = person(Role.OFFICER, full_name="Olu Officer", email="olu@devon.example.org", password=PASSWORD)
    AuthorityMembershipFactory(user=officer, authority=Authority.objects.get(slug="devon"))
    return officer


@pytest.fixture
def mailbox(settings: Any) -> Any:
    """Where emails arrive."""
    with smtp_server(settings) as box:
        yield box


def link_in(mailbox: Any, address: str, server: str) -> str:
    """The link in the last email to `address`, at the live server."""
    deliver_due(now=timezone.now())
    [*_, found] = [one for one in mailbox.messages if one["To"] == address]
    text = found.get_payload()[0].get_payload(decode=True).decode()
    [line] = [line for line in text.splitlines() if "/nominations/sign/" in line]
    return server + "/nominations/sign/" + line.split("/nominations/sign/")[1].strip()


def answer_half(hand: Mouse) -> None:
    """Begin, say who nominates, and what it is about."""
    hand.page.goto("/nominations/start/")
    hand.press("Start the nomination of Devon")
    hand.press("Who is nominating")
    hand.unfold("South West")
    hand.tick("Torbay")
    hand.fill("What is your area to be called?", "Devon and Torbay")
    hand.fill("Phone number (optional)", "01392 555 010")
    hand.press("Save and continue")
    hand.tick("A broader focus, such as earlier intervention")
    hand.press("Save and continue")


def leave_and_come_back(hand: Mouse, officer: User) -> None:
    """Sign out in the middle, and sign in again to what was left."""
    hand.press("Sign out")
    hand.page.goto("/nominations/start/")
    hand.fill("Email address", officer.email)
    hand.fill("Password", PASSWORD)
    hand.press("Sign in")
    hand.press("Continue the nomination of Devon")
    expect(hand.page.get_by_text("You have answered 2 of 6 pages")).to_be_visible()


def answer_the_rest(hand: Mouse) -> None:
    """The other four pages, each of which leads to the next."""
    hand.press("When you want to start")
    for part, typed in (("Day", "1"), ("Month", "4"), ("Year", "2012")):
        hand.fill(part, typed)
    hand.press("Save and continue")
    hand.tick("Voluntary sector")
    hand.press("Save and continue")
    hand.tick("Pooling and alignment of budgets")
    hand.press("Save and continue")
    hand.fill("What do you need Whitehall to do?", "Let Jobcentre Plus tell the council who needs help")
    hand.press("Save and continue")
    expect(hand.page.get_by_role("heading", name="Check your answers")).to_be_visible()


def have_it_signed(hand: Mouse, stranger: Page, mailbox: Any, server: str) -> None:
    """Each authority's second person follows the link of an email, and signs without an account."""
    hand.press("Continue to sign-off")
    for place, address in SIGNERS.items():
        hand.press(f"Sign-off for {place}")
        hand.fill("Full name", f"Lee of {place}")
        hand.tick("Chief executive")
        hand.fill("Email address", address)
        hand.press("Ask for sign-off")
        stranger.goto(link_in(mailbox, address, server))
        stranger.get_by_role("checkbox").check()
        stranger.get_by_role("button", name="Sign", exact=True).click()
        expect(stranger.get_by_role("heading", name="You have signed")).to_be_visible()


def submit(hand: Mouse) -> Nomination:
    """Submit what both have signed."""
    hand.page.goto("/nominations/start/")
    hand.press("Continue the nomination of Devon")
    hand.press("Submit the nomination")
    hand.press("Submit the nomination")
    expect(hand.page.get_by_role("heading", name="Nomination submitted")).to_be_visible()
    made = Nomination.objects.get()
    expect(hand.page.get_by_role("strong").filter(has_text=made.reference)).to_be_visible()
    return made


@pytest.mark.parametrize(
    ("hand_of", "javascript"), [(Mouse, True), (Mouse, False), (Keyboard, True)], ids=["mouse", "no-script", "keyboard"]
)
def test_a_pair_of_authorities_nominates_itself(page_of, no_js, mailbox, live_server, hand_of, javascript):
    reference_data()
    officer = devon_officer()
    hand = hand_of(page_of(officer, javascript=javascript))
    answer_half(hand)
    leave_and_come_back(hand, officer)
    answer_the_rest(hand)
    have_it_signed(hand, no_js, mailbox, live_server.url)
    nomination = submit(hand)
    assert nomination.submitted_by == officer
    counts_from_today(page_of(Role.SECRETARIAT, javascript=javascript), nomination)
    nomination.refresh_from_db()
    assert nomination.state is Nomination.State.ACKNOWLEDGED
    assert sorted(str(one.authority) for one in nomination.members.all()) == sorted(SIGNERS)


def counts_from_today(page: Page, nomination: Nomination) -> None:
    """The secretariat acknowledges; coverage and the map have both authorities from that day, and not before."""
    page.goto(f"/nominations/{nomination.pk}/acknowledge/")
    page.get_by_role("button", name="Acknowledge", exact=True).click()
    expect(page.get_by_text("Acknowledged").first).to_be_visible()
    today = timezone.localdate()
    for day, engaged, spoken in ((today - timedelta(days=1), 28, "not engaged yet"), (today, 30, "nominated")):
        page.goto(f"/coverage/?as_at={day.isoformat()}")
        expect(page.locator("h1")).to_have_text(f"Coverage ({engaged} of 152)")
        page.goto(f"/coverage/map/?as_at={day.isoformat()}")
        for place in SIGNERS:
            expect(page.get_by_role("link", name=f"{place}: {spoken}", exact=True)).to_be_visible()


def test_where_nominating_begins_and_two_writers_meet_is_sound_at_every_width(page_of):
    reference_data()
    officer = devon_officer()
    page, second = page_of(officer), page_of(officer)
    page.goto("/nominations/start/")
    check_page(page)
    page.get_by_role("button", name="Start the nomination of Devon").click()
    page.get_by_role("link", name="Barriers you already see").click()
    second.goto(page.url)
    for tab, words in ((page, "The first to save"), (second, "The second to save")):
        tab.get_by_label("What do you need Whitehall to do?").fill(words)
        tab.get_by_role("button", name="Save and continue").click()
    expect(second.get_by_role("heading", name="Somebody else changed this")).to_be_visible()
    check_page(second)
    second.get_by_role("button", name="Put both texts in the form").click()
    second.get_by_role("button", name="Save what I wrote").click()
    said = Nomination.objects.get().answers["barriers"]["barriers"][0]["issue"]
    assert said == "The first to save\n\nThe second to save"


def test_another_barrier_is_asked_for_where_the_reader_is_and_every_word_stays(page_of):
    reference_data()
    page = page_of(devon_officer(), javascript=False)
    page.goto("/nominations/start/")
    page.get_by_role("button", name="Start the nomination of Devon").click()
    page.get_by_role("link", name="Barriers you already see").click()
    page.get_by_label("What do you need Whitehall to do?").fill("Share data")
    page.get_by_role("button", name="Add another barrier").click()
    expect(page).to_have_url(re.compile("#barrier-2$"))
    first, second = each(page.get_by_label("What do you need Whitehall to do?"), 2)
    expect(first).to_have_value("Share data")
    second.fill("Pool the grant")
    page.get_by_role("button", name="Save and continue").click()
    said = Nomination.objects.get().answers["barriers"]["barriers"]
    assert [one["issue"] for one in said] == ["Share data", "Pool the grant"]
