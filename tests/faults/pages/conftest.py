"""The browser, and what every page is read in."""

from tests.browser.conftest import browser_context_args, browser_type_launch_args
from tests.browser.every_page.fixtures import _django_db_helper, as_role, server, world, worlds

__all__ = [
    "_django_db_helper",
    "as_role",
    "browser_context_args",
    "browser_type_launch_args",
    "server",
    "world",
    "worlds",
]
