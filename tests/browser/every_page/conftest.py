"""The fixtures of the tests of every page."""

from tests.browser.every_page.fixtures import _django_db_helper, as_role, server, world, worlds

__all__ = ["_django_db_helper", "as_role", "server", "world", "worlds"]
