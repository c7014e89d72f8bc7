"""The pages about people, sign-in, audit and emails in a real browser: full, empty, wrong and long."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from areas.services.people import assign_area_champion, assign_champion, hand_over_locality, name_deputy
from cbtracker.accounts.permissions import Role
from cbtracker.accounts.services import invite
from cbtracker.audit.services import record
from cbtracker.outbox.models import OutboxMessage
from tests.browser.pages import check_page
from tests.factories.messages import queued
from tests.factories.people import PASSWORD, person
from tests.factories.places import AreaFactory, AuthorityFactory, DepartmentFactory

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "Bartholomew Featherstonehaugh-Cholmondeley of the Directorate for Local Government Finance"


class Office:
    """People, posts, invitations, events and emails enough to fill every page, one of each very long."""

    def __init__(self) -> None:
        now = timezone.now()
        self.secretariat = person(Role.SECRETARIAT, full_name="Sam Secretary", password=PASSWORD)
        self.administrator = person(Role.ADMINISTRATOR, full_name="Ada Admin")
        self.champion = person(Role.CHAMPION, full_name=LONG, email=f"{'bartholomew.' * 5}x@departmental.example")
        self.deputy = person(Role.CHAMPION, full_name="Dee Deputy", job_title="Deputy Director")
        self.lead = person(Role.LOCALITY_LEAD, full_name="Lee Lead")
        by, self.department = self.secretariat, DepartmentFactory(abbreviation="DfX", name="Department for Examples")
        assign_champion(department=self.department, user=self.champion, by=by, now=now)
        name_deputy(department=self.department, user=self.deputy, by=by, now=now)
        assign_area_champion(area=AreaFactory(name="Ashford"), user=self.champion, by=by, now=now)
        self.authority = AuthorityFactory(short_name="Ashford", slug="ashford")
        hand_over_locality(authority=self.authority, user=self.lead, by=by, now=now, note="Read the plan")
        self.invitation = invite(email="noor@example.org", full_name="Noor New", role=Role.PARTNER, by=by, now=now)
        invite(email="late@example.org", full_name=LONG, role=Role.PARTNER, by=by, now=now - timedelta(days=60))
        record(by=by, verb="access.ended", on=self.lead, data={"note": LONG * 3, "given_to": {"A": "B"}}, now=now)
        for n in range(30):
            record(by=by, verb="invitation.sent", on=self.deputy, now=now - timedelta(hours=n))
        failed = queued(now, "gone@example.org")
        OutboxMessage.objects.filter(pk=failed.pk).update(state="failed", attempts=12, last_error="Error " + "x" * 200)


@pytest.fixture
def office(db) -> Office:
    return Office()


def address(name: str, **kwargs) -> str:
    return reverse(name, kwargs=kwargs)


def wrong(page: Page, button: str) -> None:
    """Send a form as it is, and check the page that says what is wrong."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page).to_have_title(re.compile("^Error: "))
    check_page(page)


def test_forms_sent_empty_say_what_is_wrong_at_three_widths(page_of, page, live_server, office):
    by_secretariat = page_of(office.secretariat)
    by_secretariat.goto(address("accounts:invite"))
    wrong(by_secretariat, "Send invitation")
    by_secretariat.goto(address("accounts:hand_over_locality", slug="ashford"))
    wrong(by_secretariat, "Save")
    by_administrator = page_of(office.administrator)
    by_administrator.goto(address("accounts:end_access", pk=office.lead.pk))
    check_page(by_administrator)
    wrong(by_administrator, "End access")
    page.goto(live_server.url + address("account_login"))
    wrong(page, "Sign in")
    page.goto(live_server.url + address("accounts:accept_invitation", token=office.invitation.token()))
    wrong(page, "Set up account")


@pytest.mark.parametrize("javascript", [True, False])
def test_an_officer_is_invited_accepts_and_is_signed_in(page_of, browser, live_server, office, javascript):
    page = page_of(office.secretariat, javascript=javascript)
    page.goto(address("accounts:people"))
    page.get_by_role("button", name="Invite somebody").or_(page.get_by_role("link", name="Invite somebody")).click()
    page.get_by_label("Full name").fill("Olu Officer")
    page.get_by_label("Email address").fill("olu@example.org")
    page.get_by_label("Local authority officer").check()
    page.get_by_label("Authority", exact=True).select_option(label="Ashford")
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_text("An invitation to olu@example.org is on its way")).to_be_visible()
    from cbtracker.accounts.models import Invitation

    link = address("accounts:accept_invitation", token=Invitation.objects.get(email="olu@example.org").token())
    context = browser.new_context(base_url=live_server.url, java_script_enabled=javascript)
    theirs = context.new_page()
    theirs.goto(link)
    theirs.get_by_label("Password", exact=True).fill(PASSWORD)
    theirs.get_by_label("Password again").fill(PASSWORD)
    theirs.get_by_role("button", name="Set up account").click()
    expect(theirs.get_by_text("Your account is ready")).to_be_visible()
    theirs.get_by_role("button", name="Sign out").click()
    theirs.get_by_label("Email address").fill("olu@example.org")
    theirs.get_by_label("Password", exact=True).fill(PASSWORD)
    theirs.get_by_role("button", name="Sign in", exact=True).click()
    expect(theirs.get_by_text("Olu Officer")).to_be_visible()
    context.close()


def test_the_administrator_ends_an_access_by_keyboard_alone(page_of, office):
    page = page_of(office.administrator)
    page.goto(address("accounts:person", pk=office.deputy.pk))
    page.get_by_role("link", name="End the access of Dee Deputy").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="End access").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The access of Dee Deputy has ended")).to_be_visible()


def test_in_the_demonstration_a_button_signs_in(page, live_server, settings):
    settings.DEMONSTRATION = True
    person(Role.PARTNER, email="partner@demo.example", full_name="Pat Partner")
    page.goto(live_server.url + address("account_login"))
    page.get_by_role("button", name="Partner").click()
    expect(page.get_by_text("Pat Partner")).to_be_visible()
