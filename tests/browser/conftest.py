"""A real Chromium, and people signed in to a real server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from cbtracker.accounts.models import User
from tests.factories.people import enter_password, person

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page lives for a second: compiling what runs in it to the fastest code takes longer than it saves.
    "--js-flags=--no-opt --no-maglev",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, if possible the one without a window: Playwright's own cannot be fetched everywhere."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert path, "These tests need Chromium: apt-get install chromium"
    return {**browser_type_launch_args, "executable_path": path, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A reader in England."""
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture
def console(page: Page) -> list[str]:
    """What the browser complains about on `page`: refused inline code, missing files, faults in scripts."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    return said


SignIn = Callable[..., Page]


def sign_in(context: BrowserContext, address: str, user: User) -> None:
    """Give `context` the session of `user`, who has just entered their password, without the form."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    enter_password(client, user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])


@pytest.fixture
def page_of(live_server: Any, browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[SignIn]:
    """`page_of(user_or_role, javascript=True)`: a page of somebody's own, signed in, at the live server's address."""
    contexts = []

    def open_page(who: User | str, *, javascript: bool = True) -> Page:
        user = who if isinstance(who, User) else person(who)
        options = {**browser_context_args, "base_url": live_server.url, "java_script_enabled": javascript}
        context = browser.new_context(**options)
        contexts.append(context)
        sign_in(context, live_server.url, user)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def no_js(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page of a browser without JavaScript."""
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    yield context.new_page()
    context.close()
