"""An email of the demonstration in a real browser: it is read in a frame, and its link leads to the page."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cbtracker.accounts.permissions import Role
from tests.factories.people import person
from tests.factories.system import SentHereFactory

pytestmark = pytest.mark.django_db(transaction=True)

HTML = """<html lang="en"><head><title>Digest</title></head><body><h1>Your digest</h1>
<p id="said">Not run</p><script>document.getElementById("said").textContent = "Run"</script>
<a href="{link}">Say where it stands</a></body></html>"""


@pytest.mark.parametrize("javascript", [True, False])
def test_a_link_in_an_email_opens_its_page_and_no_script_in_it_runs(page_of, live_server, javascript):
    reader = person(Role.CHAMPION)
    link = live_server.url + reverse("requests:list")
    SentHereFactory(to_address=reader.email, subject="What moved this week", html=HTML.format(link=link))
    page = page_of(reader, javascript=javascript)
    page.goto("/")
    page.get_by_role("link", name="Emails sent here").click()
    page.get_by_role("link", name="What moved this week").click()
    email = page.frame_locator("iframe")
    expect(email.locator("#said")).to_have_text("Not run")
    email.get_by_role("link", name="Say where it stands").click()
    page.wait_for_url(link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Requests")
