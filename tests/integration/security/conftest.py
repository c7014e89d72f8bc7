"""Fixtures of the tests of what must never happen."""

import pytest

from tests.integration.requests_log.world import World, make_world


@pytest.fixture
def world(db) -> World:
    """A small programme."""
    return make_world()
