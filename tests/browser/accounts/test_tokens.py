"""A token is created, copied, used with a plain client, seen to be used, and revoked."""

from __future__ import annotations

import re

import pytest
import requests
from django.urls import reverse
from playwright.sync_api import expect

from cbtracker.accounts.permissions import Role
from tests.browser.pages import WIDTHS, check_page
from tests.factories.people import PASSWORD, person

pytestmark = pytest.mark.django_db(transaction=True)


def status_with(token: str, site: str) -> int:
    """What a program that sends `token` is answered."""
    answer = requests.get(f"{site}/api/v1/requests", headers={"Authorization": f"Bearer {token}"}, timeout=20)
    return answer.status_code


def test_an_officer_creates_a_token_in_the_browser_uses_it_elsewhere_and_revokes_it(page_of, live_server):
    officer = person(Role.OFFICER, password=PASSWORD)
    page = page_of(officer)
    page.goto("/")
    page.get_by_role("link", name="Access tokens").click()
    page.get_by_role("button", name="Create an access token").click()
    page.get_by_label("What the token is for").fill("Monthly figures")
    page.get_by_label("Read").check()
    expect(page.get_by_role("radio", name="90 days, until ")).to_be_checked()
    page.get_by_role("button", name="Create the token").click()
    expect(page.get_by_role("heading", name="Your new access token")).to_be_visible()
    check_page(page, axe_at=WIDTHS)
    token = page.get_by_label("Access token").input_value()
    assert token not in page.url

    assert status_with(token, live_server.url) == 200
    page.get_by_role("link", name="Go to your access tokens").click()
    expect(page.get_by_text("Never used")).to_have_count(0)
    page.get_by_role("link", name=re.compile("^Revoke Monthly figures")).click()
    page.get_by_role("button", name="Revoke the token").click()
    expect(page.get_by_text("is revoked. It no longer works")).to_be_visible()
    assert status_with(token, live_server.url) == 401


def test_the_password_is_asked_for_before_a_token_is_created(page, live_server):
    officer = person(Role.OFFICER, password=PASSWORD)
    page.goto(live_server.url + reverse("tokens:create"))
    page.get_by_label("Email address").fill(officer.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Create an access token")).to_be_visible()
