"""An area with estimates, an officer of it and a secretary."""

from __future__ import annotations

import pytest

from cbtracker.accounts.permissions import Role
from tests.factories.families import EstimateRunFactory
from tests.factories.people import person
from tests.integration.families.proposing import NOW, make_kent, officer_of


@pytest.fixture
def in_may(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def run(db):
    return EstimateRunFactory(is_current=True, name="Annex D as published")


@pytest.fixture
def area(run):
    return make_kent(run)


@pytest.fixture
def officer(area):
    return officer_of(area)


@pytest.fixture
def secretary():
    return person(Role.SECRETARIAT)
