"""Fixtures of the register's tests."""

import pytest

from cbtracker.accounts.models import User
from requests_log.services.register_import import Imported, import_register
from tests.integration.requests_log import import_files
from tests.integration.requests_log.import_files import FIVE, MARCH_17, MARCH_22, parsed
from tests.integration.requests_log.pages import signed_in
from tests.integration.requests_log.world import World, accepted, make_world
from tests.reference import reference_data


@pytest.fixture
def world(db) -> World:
    """A small programme."""
    return make_world()


@pytest.fixture
def by(db) -> User:
    """A member of the secretariat, where the real places and departments are known."""
    reference_data()
    return import_files.secretariat()


@pytest.fixture
def five(by) -> Imported:
    """Five requests, imported on 22 March with effect from 17 March."""
    return import_register(parsed(*FIVE), by=by, effective_at=MARCH_17, now=MARCH_22)


@pytest.fixture
def entry(world):
    """An accepted request of DfE."""
    return accepted(world, world.dfe)


@pytest.fixture
def shared(world):
    """An accepted request of two departments."""
    return accepted(world, world.dfe, world.moj)


@pytest.fixture
def champion(world):
    """The champion of DfE, signed in."""
    return signed_in(world.person("champion"))


@pytest.fixture
def secretariat(world):
    """The secretariat, signed in."""
    return signed_in(world.person("secretariat"))


@pytest.fixture
def officer(world):
    """The officer of Swindon, signed in."""
    return signed_in(world.person("officer"))
