"""A digest in a real browser: the email itself, and its links, with and without JavaScript."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from cbtracker.accounts.permissions import Role
from cbtracker.digests.contents import Contents, Item, Part
from cbtracker.digests.links import token_for
from cbtracker.digests.mail import write
from cbtracker.digests.upcoming import frequency_of
from cbtracker.outbox.delivery import deliver_due
from requests_log.models import LoggedRequest
from tests.browser.pages import WIDTHS, check_page, faults_of_accessibility
from tests.factories.people import person
from tests.integration.requests_log.world import accepted, make_world

pytestmark = pytest.mark.django_db(transaction=True)
SINCE = datetime(2011, 3, 21, 8, tzinfo=UTC)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenversicherung " * 3


@pytest.fixture
def email() -> str:
    """The HTML of a digest with a long word, facts and more than is told."""
    link = "http://127.0.0.1:8000/requests/CB-0001/"
    items = [Item(f"CB-000{n}", LONG, link, ["Swindon", LONG], LONG) for n in range(3)]
    parts = [Part("Overdue", items, 12, link), Part("Nominations", [Item("Nomination of Kent", "Draft", link)])]
    return write(Contents(person(Role.CHAMPION), SINCE, parts), frequency="weekly").html


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_email_can_be_read_by_everybody_at_any_width(page_of, email, width, scheme):
    page = page_of(person(Role.PARTNER))
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(email)
    assert faults_of_accessibility(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    expect(page.get_by_role("heading", level=2)).to_have_count(2)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("javascript", [True, False])
def test_how_often_it_comes_is_chosen_with_one_button_and_stopped_with_another(
    browser, browser_context_args, live_server, javascript
):
    officer = person(Role.OFFICER)
    context = browser.new_context(**browser_context_args, java_script_enabled=javascript)
    page = context.new_page()
    page.goto(live_server.url + reverse("digests:choice", args=[token_for(officer)]))
    page.get_by_role("button", name="Every weekday").press("Enter")
    page.get_by_text("Your choice is saved").wait_for()
    assert frequency_of(officer) == "daily"
    if javascript:
        check_page(page, axe_at=WIDTHS)
    page.goto(live_server.url + reverse("digests:unsubscribe", args=[token_for(officer)]))
    assert frequency_of(officer) == "daily"
    page.get_by_role("button", name="Stop the digest").click()
    page.get_by_role("heading", name="The digest is stopped").wait_for()
    assert frequency_of(officer) == "never"
    if javascript:
        check_page(page, axe_at=WIDTHS)
    page.get_by_role("link", name="Choose how often you want the digest").click()
    page.get_by_role("button", name="Every Monday").click()
    page.get_by_text("Your choice is saved").wait_for()
    assert frequency_of(officer) == "weekly"
    context.close()


def test_a_changed_request_is_read_of_in_the_digest_whose_link_opens_the_page_to_update_it(
    page_of, live_server, settings
):
    settings.EMAIL_BACKEND = "cbtracker.outbox.demonstration.EmailBackend"
    settings.SITE_URL = live_server.url
    world = make_world()
    entry = accepted(world, world.dfe)
    page = page_of(world.people["champion"])
    page.goto("/")
    page.get_by_role("link", name="Your digest").click()
    check_page(page, axe_at=WIDTHS)
    page.get_by_role("button", name="Send it to me now").click()
    page.get_by_text("Your digest is on its way").wait_for()
    deliver_due(now=timezone.now())
    page.get_by_role("link", name="Emails sent here", exact=True).click()
    page.get_by_role("link", name="Community Budgets: 1").click()
    before = LoggedRequest.objects.values_list("version", flat=True).get()
    page.frame_locator("iframe").get_by_role("link", name=entry.reference).click()
    page.wait_for_url(f"**/requests/{entry.reference}/position/")
    expect(page.locator("main form textarea[name=text]")).to_be_visible()
    assert LoggedRequest.objects.values_list("version", flat=True).get() == before
