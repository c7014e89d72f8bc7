"""Every page × every role × every state, in a real browser at three widths: what `check_page` wants of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from tests.browser.pages import check_page
from tests.conventions.matrix.rows import REACHED
from tests.conventions.matrix.test_matrix import MODULES, ROWS
from tests.conventions.matrix.world import World, build_world
from tests.faults.states import STATES

pytestmark = pytest.mark.django_db(transaction=True)
EMPTIED = """() => {
    const form = document.querySelector("main form[method=post]");
    if (!form) return false;
    for (const field of form.querySelectorAll("input:not([type=hidden]), textarea")) {
        if (field.type === "radio" || field.type === "checkbox") field.checked = false;
        else if (field.type !== "file") field.value = "";
    }
    HTMLFormElement.prototype.submit.call(form);
    return true;
}"""


@pytest.fixture
def world(settings) -> World:
    settings.ACCOUNT_RATE_LIMITS = False
    settings.DEMONSTRATION = True
    made = build_world()
    for module in MODULES:
        module.furnish(made)
    return made


def addresses(world: World, role: Role) -> Iterator[str]:
    """Every page that `role` reaches for its own records; downloads and redirects are no pages."""
    user, client = world.people[role], Client()
    client.force_login(user)
    for row in ROWS:
        if row.method != "GET" or role not in row.own or row.hidden or row.anonymous is REACHED:
            continue
        query = urlencode(dict(row.query(world.own, user)))
        address = reverse(row.route, kwargs=dict(row.kwargs(world.own, user))) + (f"?{query}" if query else "")
        answer = client.get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and not answer.streaming:
            yield address


def look_at(page: Page, address: str, wrong: list[str]) -> None:
    """Open a page and note what is wrong with it."""
    page.goto(address)
    try:
        check_page(page)
    except AssertionError as fault:
        wrong.append(str(fault))


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", list(Role))
def test_every_page_is_without_fault(role: Role, state: str, world: World, page_of):
    STATES[state](world)
    user = User.objects.get(pk=world.people[role].pk)
    page, wrong = page_of(user), []
    seen = list(addresses(world, role))
    assert len(seen) >= 3
    for address in seen:
        look_at(page, address, wrong)
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("role", list(Role))
def test_every_form_sent_empty_says_what_to_do_without_fault(role: Role, world: World, page_of):
    page, wrong, sent = page_of(world.people[role]), [], 0
    for address in list(addresses(world, role)):
        page.goto(address)
        with (
            page.expect_navigation(wait_until="load")
            if page.query_selector("main form[method=post]")
            else nullcontext()
        ):
            sent += page.evaluate(EMPTIED)
        try:
            check_page(page, widths=(320,))
        except AssertionError as fault:
            wrong.append(f"{address} sent empty: {fault}")
    assert sent or role == Role.PARTNER
    assert not wrong, "\n\n".join(wrong)
