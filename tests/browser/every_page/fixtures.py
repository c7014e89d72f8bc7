"""A server, a world and people signed in for as long as a module reads the same world.

A test of ours empties the database after itself, which suits tests that write. These read the same pages
hundreds of times and change nothing: a world is built once per module and process, and taken away once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test.utils import override_settings
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from cbtracker.audit.models import AuditEvent
from tests.browser.conftest import sign_in
from tests.browser.every_page.page import STRANGER
from tests.browser.every_page.worlds import make_world
from tests.browser.pages import AXE
from tests.conventions.matrix.world import World

PageOf = Callable[..., Page]


@pytest.fixture
def _django_db_helper() -> None:
    """In the place of pytest-django's, which would empty the database after each test.

    The tests keep the mark `django_db`: by it pytest-django knows that there must be a database.
    """


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[LiveServer]:
    """The product, served for the whole module."""
    unhindered = {"ACCOUNT_RATE_LIMITS": False, "ACCOUNT_REAUTHENTICATION_TIMEOUT": 3600}
    with django_db_blocker.unblock(), override_settings(ALLOWED_HOSTS=["localhost"], **unhindered):
        started = LiveServer("localhost")
        yield started
        started.stop()


class Worlds:
    """The one world that there is at a time: made when a test asks for another than the last one did."""

    def __init__(self) -> None:
        self.name = ""
        self.made: World | None = None
        self.events = 0

    def of(self, name: str) -> World:
        """The world of this `name`, as it was made."""
        if self.made is None or self.name != name:
            self.end()
            self.name, self.made = name, make_world(name)
            self.events = AuditEvent.objects.count()
        return self.made

    def end(self) -> None:
        """Empty the database; a failure if something was written since it was filled."""
        if self.made is None:
            return
        self.made = None
        written = list(AuditEvent.objects.order_by("-pk")[: AuditEvent.objects.count() - self.events])
        call_command("flush", interactive=False, verbosity=0, allow_cascade=True, inhibit_post_migrate=True)
        assert written == [], "a form meant to be refused was taken: the pages after it were of another world"


@pytest.fixture(scope="module")
def worlds(server: LiveServer) -> Iterator[Worlds]:
    """Keeps a world from one test to the next: of a fixture with the parameter, pytest would make one for each test."""
    kept = Worlds()
    yield kept
    kept.end()


@pytest.fixture
def world(worlds: Worlds, request: pytest.FixtureRequest) -> World:
    """The world that the test's parameter names."""
    return worlds.of(request.param)


@pytest.fixture
def as_role(
    server: LiveServer, world: World, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[PageOf]:
    """`as_role(role, javascript=True)`: a page of the person of that role in the world."""
    contexts: list[BrowserContext] = []

    def open_page(role: str, *, javascript: bool = True) -> Page:
        options = {**browser_context_args, "base_url": server.url, "java_script_enabled": javascript}
        context = browser.new_context(**options)
        contexts.append(context)
        if javascript:
            context.add_init_script(AXE)  # read by the browser once, and not sent again for each page
        if role != STRANGER:
            sign_in(context, server.url, world.people[role])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
